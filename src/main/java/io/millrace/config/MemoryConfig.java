package io.millrace.config;

import io.millrace.Require;
import java.time.Duration;

/**
 * What is remembered of each query.
 *
 * @param capacity trajectories a query, at least 1; the oldest go first, and what is beyond a lowered capacity goes when the next
 *     one is written
 * @param ttl time after which a trajectory is forgotten, counted from its writing, above 0; a query's statistics are never
 *     forgotten
 */
public record MemoryConfig(int capacity, Duration ttl) {
    public MemoryConfig {
        Require.that(capacity >= 1, "memory: capacity must be >= 1, was %d", capacity);
        Require.that(ttl.toMillis() > 0, "memory: ttl must be > 0 s, was %s", Durations.format(ttl));
    }
}
