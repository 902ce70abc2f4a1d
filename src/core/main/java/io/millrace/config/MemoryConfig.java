package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.memory.Retention;
import java.io.Serializable;
import java.time.Duration;

/**
 * Trajectory memory of each query.
 *
 * @param correct maximum number of correct trajectories per query, at least 0
 * @param wrong maximum number of incorrect trajectories per query, at least 0; correct or wrong must be at least 1
 * @param retention eviction policy: {@code newest} keeps the newest trajectories, {@code reservoir} a uniform sample of all trajectories
 *     ever offered, {@code diverse} the shortest correct ones and the most dissimilar incorrect ones
 * @param ttl time to live of a trajectory after it is written, above 0; a query's statistics never expire
 * @param maxAge maximum age of a trajectory in policy versions, at least 0; 0 means no limit
 * @param logProbs whether behaviour log-probs of responses are stored: 2 bytes per token
 * @param entropies whether the policy's entropies are stored: 2 bytes per token
 */
public record MemoryConfig(
        int correct,
        int wrong,
        Retention.Rule retention,
        Duration ttl,
        long maxAge,
        boolean logProbs,
        boolean entropies)
        implements Serializable {
    public MemoryConfig {
        requireNonNull(retention, "retention");
        OptionRules rules = new OptionRules("memory");
        rules.that(correct >= 0, "correct", "must be >= 0, was %d", correct);
        rules.that(wrong >= 0, "wrong", "must be >= 0, was %d", wrong);
        rules.together(correct != 0 || wrong != 0, "correct or wrong must be >= 1, both were 0: nothing would be kept");
        rules.that(ttl.toMillis() > 0, "ttl", "must be > 0 s, was %s", Durations.format(ttl));
        rules.that(maxAge >= 0, "maxAge", "must be >= 0, was %d", maxAge);
        rules.done();
    }

    /**
     * The retention rule for trajectories.
     *
     * @param seed the seed of the run
     */
    public Retention rule(long seed) {
        return new Retention(retention, correct, wrong, maxAge, seed);
    }
}
