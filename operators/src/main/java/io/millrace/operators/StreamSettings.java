package io.millrace.operators;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;
import io.millrace.config.MemoryConfig;
import io.millrace.policy.StalenessPacing;
import java.io.Serializable;
import java.time.Duration;

/**
 * The numbers that the stages need of the configuration.
 *
 * @param store folder of the policy store
 * @param seed of the run
 * @param groupSize G, responses a prompt, at least 1
 * @param groupsPerStep visits that end per optimizer step, at least 1
 * @param maxStaleness optimizer steps between sampling and training at most
 * @param publishEvery optimizer steps between published versions, at least 1
 * @param versionsKept versions that stay in the store, at least 2
 * @param maxWait after which a partial minibatch is composed; zero waits without limit
 * @param stallTimeout after which a visit that waits for a new version fails the job
 * @param memory what is remembered of each query
 */
public record StreamSettings(
        String store,
        long seed,
        int groupSize,
        int groupsPerStep,
        int maxStaleness,
        int publishEvery,
        int versionsKept,
        Duration maxWait,
        Duration stallTimeout,
        MemoryConfig memory)
        implements Serializable {
    public StreamSettings {
        requireNonNull(store, "store");
        requireNonNull(maxWait, "maxWait");
        requireNonNull(stallTimeout, "stallTimeout");
        requireNonNull(memory, "memory");
        Require.that(groupSize >= 1, "sampling: groupSize must be >= 1, was %d", groupSize);
        Require.that(groupsPerStep >= 1, "batch: groups must be >= 1, was %d", groupsPerStep);
        Require.that(maxStaleness >= 0, "stream: maxStaleness must be >= 0, was %d", maxStaleness);
        Require.that(
                publishEvery >= 1 && publishEvery <= maxStaleness + 1,
                "learner: publishEvery must be in 1..maxStaleness + 1 = %d, was %d: samplers would wait for ever",
                maxStaleness + 1,
                publishEvery);
        Require.that(versionsKept >= 2, "learner: versionsKept must be >= 2, was %d", versionsKept);
    }

    /** The pacing that keeps {@link #maxStaleness}. */
    public StalenessPacing pacing() {
        return new StalenessPacing(maxStaleness, groupsPerStep);
    }
}
