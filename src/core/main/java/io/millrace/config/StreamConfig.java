package io.millrace.config;

import io.millrace.check.OptionRules;
import java.time.Duration;

/**
 * The stream.
 *
 * @param maxStaleness maximum number of optimizer steps between sampling and training of a response; 0 is strictly on-policy
 * @param ordered whether visits leave the sampler in the order in which they entered it, so that a rerun trains on the same batches
 * @param parallelism sampler subtasks, at least 1
 * @param inFlight maximum number of visits in the sampler; 0 takes the maximum that the staleness bound allows
 * @param checkpointInterval time between two checkpoints, above 0
 * @param checkpointsKept number of newest checkpoints to keep, at least 1
 * @param stallTimeout maximum time that a visit waits without a new policy version appearing, above 0; after that, the job fails
 *     with an error that names the learner; a rollout job, whose learner is a separate job, logs a warning and keeps waiting
 * @param restarts maximum number of consecutive failures after which the run restores its newest checkpoint instead of failing, at
 *     least 0
 * @param slotGroups whether a job on a cluster has the slot sharing groups {@code sampler}, {@code learner} and {@code cpu}, so that
 *     no slot contains stages of two of them; it then needs 2 * parallelism + 1 slots
 */
public record StreamConfig(
        int maxStaleness,
        boolean ordered,
        int parallelism,
        int inFlight,
        Duration checkpointInterval,
        int checkpointsKept,
        Duration stallTimeout,
        int restarts,
        boolean slotGroups) {
    public StreamConfig {
        OptionRules rules = new OptionRules("stream");
        rules.that(maxStaleness >= 0, "maxStaleness", "must be >= 0, was %d", maxStaleness);
        rules.that(parallelism >= 1, "parallelism", "must be >= 1, was %d", parallelism);
        rules.that(inFlight >= 0, "inFlight", "must be >= 0, was %d", inFlight);
        rules.that(
                checkpointInterval.toMillis() > 0,
                "checkpointInterval",
                "must be > 0 s, was %s",
                Durations.format(checkpointInterval));
        rules.that(checkpointsKept >= 1, "checkpointsKept", "must be >= 1, was %d", checkpointsKept);
        rules.that(
                stallTimeout.toMillis() > 0, "stallTimeout", "must be > 0 s, was %s", Durations.format(stallTimeout));
        rules.that(restarts >= 0, "restarts", "must be >= 0, was %d", restarts);
        rules.done();
    }
}
