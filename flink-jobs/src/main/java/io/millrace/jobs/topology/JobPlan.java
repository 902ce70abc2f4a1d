package io.millrace.jobs.topology;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.operators.LearnerPlacement;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.fault.FaultPlan;
import java.util.Optional;

/**
 * The layout of a job.
 *
 * @param settings settings of the stages
 * @param visitLimit number of visits after which no more prompts are read
 * @param ordered whether groups leave the sampler in the order of their prompts
 * @param parallelism subtasks of the parallel stages, at least 1
 * @param inFlight maximum number of visits in the sampler, over all its subtasks; at least 1
 * @param channels the channels of the job
 * @param publishMinibatches whether minibatches are also written to their channel
 * @param prompts prompts that arrive in a channel; empty if the job reads a data set
 * @param slotGroups whether sampler, learner and the other stages have slot sharing groups of their own
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
        Optional<PromptStream> prompts,
        boolean slotGroups,
        FaultPlan faults) {
    public JobPlan {
        requireNonNull(settings, "settings");
        requireNonNull(channels, "channels");
        requireNonNull(prompts, "prompts");
        requireNonNull(faults, "faults");
        Require.that(visitLimit >= 1, "job: visitLimit must be >= 1, was %d", visitLimit);
        Require.that(parallelism >= 1, "job: parallelism must be >= 1, was %d", parallelism);
        Require.that(inFlight >= 1, "job: inFlight must be >= 1, was %d", inFlight);
    }

    /**
     * This plan for a job whose minibatches are trained on by another job: minibatches are published, and policy versions
     * come from that job.
     */
    JobPlan withLearnerElsewhere() {
        return new JobPlan(
                settings.with(LearnerPlacement.OTHER_JOB),
                visitLimit,
                ordered,
                parallelism,
                inFlight,
                channels,
                true,
                prompts,
                slotGroups,
                faults);
    }

    /** This plan with or without separate slot sharing groups. */
    public JobPlan withSlotGroups(boolean separate) {
        return new JobPlan(
                settings,
                visitLimit,
                ordered,
                parallelism,
                inFlight,
                channels,
                publishMinibatches,
                prompts,
                separate,
                faults);
    }

    /**
     * Maximum number of visits in one sampling subtask.
     *
     * <p>The sum over the subtasks must be the same at each parallelism: otherwise a subtask of a rescaled job could
     * inherit more visits than it may hold, and visits that wait for a newer version could block the visits that this
     * version needs.
     */
    int inFlightEach() {
        return 1 + (inFlight - 1) / parallelism;
    }

    /**
     * Maximum number of visits in the stream.
     *
     * <p>A stage with capacity for all of them never backpressures its input, and so delays no checkpoint, however long
     * the stage itself waits.
     */
    int window() {
        return Math.toIntExact(settings.pacing().window());
    }
}
