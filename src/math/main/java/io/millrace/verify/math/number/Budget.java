package io.millrace.verify.math.number;

/**
 * The remaining work budget of one comparison. Work is counted, not timed, so that the same texts get the same verdict
 * on every machine; a step takes one to three microseconds.
 */
public final class Budget {
    /** Maximum steps for one comparison. */
    public static final int STEPS = 10_000;
    /** Maximum nesting of expressions. */
    public static final int DEPTH = 40;
    /** Maximum length of the numerator and the denominator of a number, in bits. */
    public static final int BITS = 20_000;

    private long left = STEPS;
    private int depth;

    /**
     * Charges for work.
     *
     * @param steps at least 0
     * @throws LimitException if the remaining budget is smaller
     */
    public void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new LimitException("takes more than " + STEPS + " steps");
        }
    }

    /** Charges for an operation on numbers, whose cost grows with the square of their length. */
    public void spendOn(int bits) {
        if (bits > BITS) {
            throw new LimitException("number has more than " + BITS + " bits");
        }
        spend(1 + ((long) bits * bits >> 18));
    }

    /** Enters a level of nesting; {@link #leave} leaves it. */
    public void enter() {
        depth++;
        if (depth > DEPTH) {
            throw new LimitException("nested deeper than " + DEPTH);
        }
    }

    public void leave() {
        depth--;
    }

    /** Steps charged so far. */
    public long spent() {
        return STEPS - left;
    }
}
