package io.millrace.method;

import io.millrace.learner.StepRecord;
import java.util.Optional;

/** Provides log messages about training events. Called with the first step of each round, in order. */
@FunctionalInterface
public interface StepLogger {
    /**
     * The message to log for a step.
     *
     * @return empty if there is nothing to report
     */
    Optional<String> of(StepRecord step);
}
