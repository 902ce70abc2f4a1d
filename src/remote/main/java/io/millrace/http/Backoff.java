package io.millrace.http;

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
public final class Backoff {
    private static final int MAX_DOUBLINGS = 40;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;

    /**
     * @param first full pause before the first retry, above 0
     * @param longest maximum pause, at least the first
     */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * The pause before a retry.
     *
     * @param retry number of the retry, from 1
     * @param requested pause requested by the server; zero if none
     */
    public Duration before(int retry, Duration requested) {
        double most = longest.toNanos();
        double full = Math.min(most, first.toNanos() * (double) (1L << Math.min(retry - 1, MAX_DOUBLINGS)));
        double share;
        synchronized (random) {
            share = 1 - random.nextDouble() / 2;
        }
        return Duration.ofNanos((long) Math.max(share * full, Math.min(most, requested.toNanos())));
    }
}
