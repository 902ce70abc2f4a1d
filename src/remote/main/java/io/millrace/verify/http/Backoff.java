package io.millrace.verify.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses before retries, with exponential backoff and jitter.
 *
 * <pre>
 *   p_n = (1 - u / 2) * min(longest, first * 2^(n - 1))      u uniform in [0, 1)
 * </pre>
 *
 * <p>for the n-th retry, from 1; at least as long as the server requests, but never above the longest.
 */
final class Backoff {
    private static final int MAX_DOUBLINGS = 40;

    private final RetryConfig config;
    private final RandomGenerator random;

    Backoff(RetryConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /**
     * The pause before a retry.
     *
     * @param retry number of the retry, from 1
     * @param requested pause requested by the server; zero if none
     */
    Duration before(int retry, Duration requested) {
        double longest = config.longest().toNanos();
        double full = Math.min(longest, config.first().toNanos() * (double) (1L << Math.min(retry - 1, MAX_DOUBLINGS)));
        double share;
        synchronized (random) {
            share = 1 - random.nextDouble() / 2;
        }
        return Duration.ofNanos((long) Math.max(share * full, Math.min(longest, requested.toNanos())));
    }
}
