package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.operators.LearnerPlace;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;

/**
 * How one job is laid out.
 *
 * @param settings numbers of the stages
 * @param visitLimit visits after which no more prompts are read
 * @param ordered whether groups leave the sampler in the order of their prompts
 * @param parallelism subtasks of the parallel stages, at least 1
 * @param inFlight visits in the sampler at most, over all its subtasks, at least 1
 * @param channels where its edges lead that leave it
 * @param publishMinibatches whether minibatches go to their channel too
 * @param faults injected failures
 */
public record JobPlan(
        StreamSettings settings,
        long visitLimit,
        boolean ordered,
        int parallelism,
        int inFlight,
        JobChannels channels,
        boolean publishMinibatches,
        FaultPlan faults) {
    public JobPlan {
        requireNonNull(settings, "settings");
        requireNonNull(channels, "channels");
        requireNonNull(faults, "faults");
        Require.that(visitLimit >= 1, "job: visitLimit must be >= 1, was %d", visitLimit);
        Require.that(parallelism >= 1, "job: parallelism must be >= 1, was %d", parallelism);
        Require.that(inFlight >= 1, "job: inFlight must be >= 1, was %d", inFlight);
    }

    /** This plan for a job whose minibatches are trained in another one: they are published, and versions come from there. */
    JobPlan withLearnerElsewhere() {
        return new JobPlan(
                settings.with(LearnerPlace.OTHER_JOB),
                visitLimit,
                ordered,
                parallelism,
                inFlight,
                channels,
                true,
                faults);
    }

    /**
     * Visits in one sampling subtask at most.
     *
     * <p>The sum over the subtasks is the same at each parallelism, and must be: on rescaling, a subtask would otherwise
     * inherit more visits than it may hold, and those that wait for a newer version could keep out those it waits for.
     */
    int inFlightEach() {
        return 1 + (inFlight - 1) / parallelism;
    }

    /**
     * Visits in the stream at most.
     *
     * <p>A stage with room for all of them never holds up its input, and so no checkpoint, however long it waits itself.
     */
    int window() {
        return Math.toIntExact(settings.pacing().window());
    }
}
