package io.millrace.observe;

import io.millrace.check.Require;

/**
 * Decides which groups are recorded with their tokens: a token bucket that holds up to 10 s of the rate. Mutable; not thread-safe.
 */
public final class TokenBudget {
    private static final int BURST_SECONDS = 10;
    private static final double MILLIS = 1000;

    private final double perSecond;
    private double available;
    private long last = -1;

    /**
     * @param perSecond tokens per second, at least 0
     */
    public TokenBudget(double perSecond) {
        Require.that(perSecond >= 0, "token budget: perSecond must be >= 0, was %s", perSecond);
        this.perSecond = perSecond;
        available = BURST_SECONDS * perSecond;
    }

    /**
     * Takes tokens if any are left; a group larger than the rest takes from the future.
     *
     * @param tokens number of tokens
     * @param now processing time, in epoch milliseconds
     */
    public boolean take(long tokens, long now) {
        if (last >= 0 && now > last) {
            available = Math.min(BURST_SECONDS * perSecond, available + perSecond * (now - last) / MILLIS);
        }
        last = Math.max(last, now);
        if (available <= 0) {
            return false;
        }
        available -= tokens;
        return true;
    }
}
