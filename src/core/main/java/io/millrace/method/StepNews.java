package io.millrace.method;

import java.util.Map;
import java.util.Optional;

/** Reports events of the training in the log. Called for every optimizer step in order. */
@FunctionalInterface
public interface StepNews {
    /**
     * The event of a step.
     *
     * @param figures the step's figures by metric key
     * @return empty if there is nothing to report
     */
    Optional<String> of(Map<String, Double> figures);
}
