package io.millrace.config;

import io.millrace.check.OptionRules;
import java.time.Duration;

/**
 * The stream.
 *
 * @param maxStaleness optimizer steps by which weights may be behind when their responses are trained; 0 is strictly on-policy
 * @param ordered whether visits leave the sampler in the order they entered it, so that a rerun trains the same batches
 * @param parallelism sampler subtasks, at least 1
 * @param inFlight visits in the sampler at once; 0 takes what the staleness bound allows
 * @param checkpointInterval time between two checkpoints, above 0
 * @param checkpointsKept newest checkpoints that are kept, at least 1
 * @param stallTimeout longest time that a visit waits without any new policy version appearing, above 0; then the job fails
 *     and names the learner
 * @param restarts failures in a row after which the run fails instead of going back to its newest checkpoint, at least 0
 */
public record StreamConfig(
        int maxStaleness,
        boolean ordered,
        int parallelism,
        int inFlight,
        Duration checkpointInterval,
        int checkpointsKept,
        Duration stallTimeout,
        int restarts) {
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
