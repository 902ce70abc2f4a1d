package io.millrace.alarm;

import static java.util.Objects.requireNonNull;

import io.millrace.learner.StepRecord;
import java.util.List;
import java.util.Optional;

/**
 * Input of the rules.
 *
 * @param samples the newest sample and those that it is compared with; empty before the first one
 * @param steps the latest optimizer steps, oldest first, at most {@value #STEPS}
 * @param firstSteps the first optimizer steps, at most {@value #STEPS}
 * @param health state of the stream's parts
 */
public record AlarmView(
        Optional<Samples> samples, List<StepRecord> steps, List<StepRecord> firstSteps, StreamHealth health) {
    /** Number of optimizer steps that are judged together. */
    public static final int STEPS = 10;

    public AlarmView {
        requireNonNull(samples, "samples");
        steps = List.copyOf(steps);
        firstSteps = List.copyOf(firstSteps);
        requireNonNull(health, "health");
    }

    /**
     * Samples of the run.
     *
     * @param current the newest one
     * @param previous the one before it
     * @param start the first one
     * @param best the one with the highest mean reward before the current one
     */
    public record Samples(Sample current, Sample previous, Sample start, Sample best) {
        public Samples {
            requireNonNull(current, "current");
            requireNonNull(previous, "previous");
            requireNonNull(start, "start");
            requireNonNull(best, "best");
        }
    }
}
