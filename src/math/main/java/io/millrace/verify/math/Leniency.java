package io.millrace.verify.math;

import static java.util.Objects.requireNonNull;

/**
 * Rules for answers that can be read in more ways than one, or only approximate the truth.
 *
 * @param commas what a comma between digits is
 * @param decimals which decimals stand for a number
 */
public record Leniency(Commas commas, Decimals decimals) {
    /** Commas between digits. */
    public enum Commas {
        /** They part thousands or values. */
        STRICT,
        /** Where they cannot part thousands they may be decimal points, and blanks may part thousands. */
        DECIMAL
    }

    /** Decimals for numbers that are none. */
    public enum Decimals {
        /** Only those that are the number. */
        STRICT,
        /** Numbers that are the given one rounded or cut off, with at least six digits. */
        ROUNDED
    }

    /** Nothing of the kind. */
    public static final Leniency STRICT = new Leniency(Commas.STRICT, Decimals.STRICT);

    public Leniency {
        requireNonNull(commas, "commas");
        requireNonNull(decimals, "decimals");
    }

    boolean decimalCommas() {
        return commas == Commas.DECIMAL;
    }

    boolean roundedDecimals() {
        return decimals == Decimals.ROUNDED;
    }
}
