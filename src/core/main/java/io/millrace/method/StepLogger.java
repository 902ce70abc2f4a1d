package io.millrace.method;

import io.millrace.learner.StepRecord;
import java.util.Optional;

/** Logs training events. Called for every optimizer step, in order. */
@FunctionalInterface
public interface StepLogger {
    /**
     * The event of a step.
     *
     * @return empty if there is nothing to report
     */
    Optional<String> of(StepRecord step);
}
