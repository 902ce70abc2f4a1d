package io.millrace.dataset;

import io.millrace.check.Require;

/**
 * A share of the positions in an order, distributed as evenly as possible: floor(n p) of the first n positions.
 *
 * @param units p in units of 2^-32, so that the arithmetic is exact
 */
public record Share(long units) {
    private static final int BITS = 32;

    /** All positions. */
    public static final Share WHOLE = new Share(1L << BITS);

    public Share {
        Require.that(units >= 0 && units <= 1L << BITS, "share: must be in 0..2^32 units, was %d", units);
    }

    /**
     * The nearest share.
     *
     * @param share p, in 0..1
     */
    public static Share of(double share) {
        return new Share(Math.round(WHOLE.units * share));
    }

    /** The nearest share that is neither 0 nor 1. */
    static Share proper(double share) {
        return new Share(Math.max(1, Math.min(WHOLE.units - 1, of(share).units)));
    }

    /** floor(places p). */
    public long within(long places) {
        return Math.multiplyHigh(places, units) << (64 - BITS) | places * units >>> BITS;
    }

    /** Whether the position with this number, from 0, belongs to the share. */
    public boolean takes(long place) {
        return within(place + 1) > within(place);
    }
}
