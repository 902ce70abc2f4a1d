package io.millrace.verify.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses before a request is sent again.
 *
 * <pre>
 *   p_n = (1 - u / 2) * min(longest, first * 2^(n - 1))      u uniform in [0, 1)
 * </pre>
 *
 * <p>for the n-th time, from 1; at least as long as the server asks for, up to the longest.
 */
final class Backoff {
    private static final int MOST_DOUBLINGS = 40;

    private final RetryConfig config;
    private final RandomGenerator random;

    Backoff(RetryConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /**
     * The pause.
     *
     * @param retry which one it is, from 1
     * @param asked by the server; zero if it asks for none
     */
    Duration before(int retry, Duration asked) {
        double longest = config.longest().toNanos();
        double full =
                Math.min(longest, config.first().toNanos() * (double) (1L << Math.min(retry - 1, MOST_DOUBLINGS)));
        double share;
        synchronized (random) {
            share = 1 - random.nextDouble() / 2;
        }
        return Duration.ofNanos((long) Math.max(share * full, Math.min(longest, asked.toNanos())));
    }
}
