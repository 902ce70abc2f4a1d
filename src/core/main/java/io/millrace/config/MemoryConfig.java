package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.memory.Retention;
import java.io.Serializable;
import java.time.Duration;

/**
 * What is remembered of each query.
 *
 * @param correct correct trajectories a query, at least 0
 * @param wrong wrong trajectories a query, at least 0; one of the two must be at least 1
 * @param retention which trajectories go when there are more: {@code newest} keeps the newest, {@code reservoir} a
 *     uniform sample of all there ever were, {@code diverse} the shortest correct ones, and wrong ones as different as can
 *     be
 * @param ttl time after which a trajectory is forgotten, counted from its writing, above 0; a query's statistics are never
 *     forgotten
 * @param maxAge policy versions after which a trajectory is forgotten, at least 0; 0 sets no limit
 * @param logProbs whether the log-probs that a response was sampled with are remembered: 2 bytes a token
 * @param entropies whether the policy's entropies are remembered: 2 bytes a token
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
     * Which trajectories stay.
     *
     * @param seed of the run
     */
    public Retention rule(long seed) {
        return new Retention(retention, correct, wrong, maxAge, seed);
    }
}
