package io.millrace.verify.math.number;

/**
 * What may still be spent on one comparison. Work is counted, not timed, so that the same texts have the same verdict on every
 * machine; a step is one to three microseconds.
 */
public final class Budget {
    /** Steps for one comparison. */
    public static final int STEPS = 10_000;
    /** How deep expressions may be nested. */
    public static final int DEPTH = 40;
    /** Length of the numerator and the denominator of a number, in bits. */
    public static final int BITS = 20_000;

    private long left = STEPS;
    private int depth;

    /**
     * Pays for work.
     *
     * @param steps at least 0
     * @throws LimitException if so much is not left
     */
    public void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new LimitException("takes more than " + STEPS + " steps");
        }
    }

    /** Pays for an operation on numbers, whose cost grows with the square of their length. */
    public void spendOn(int bits) {
        if (bits > BITS) {
            throw new LimitException("number has more than " + BITS + " bits");
        }
        spend(1 + ((long) bits * bits >> 18));
    }

    /** Goes one level deeper; {@link #leave} goes back. */
    public void enter() {
        depth++;
        if (depth > DEPTH) {
            throw new LimitException("nested deeper than " + DEPTH);
        }
    }

    public void leave() {
        depth--;
    }

    /** Steps paid for so far. */
    public long spent() {
        return STEPS - left;
    }
}
