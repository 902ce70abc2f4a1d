package io.millrace.config;

import io.millrace.Require;
import java.time.Duration;

/**
 * What is remembered of each query.
 *
 * @param capacity trajectories a query, at least 1; the oldest go first
 * @param ttl time after which a query that is not visited is forgotten, above 0
 */
public record MemoryConfig(int capacity, Duration ttl) {
    public MemoryConfig {
        Require.that(capacity >= 1, "memory: capacity must be >= 1, was %d", capacity);
        Require.that(ttl.toMillis() > 0, "memory: ttl must be > 0 s, was %s", Durations.format(ttl));
    }
}
