package io.millrace.verify.math;

import static java.util.Objects.requireNonNull;

/**
 * Rules for answers that are ambiguous or only approximate the truth.
 *
 * @param commas meaning of a comma between digits
 * @param decimals decimals that are accepted for a number
 */
public record Leniency(Commas commas, Decimals decimals) {
    /** Commas between digits. */
    public enum Commas {
        /** Separate thousands or values. */
        STRICT,
        /** May also be decimal points where they cannot separate thousands; spaces may separate thousands. */
        DECIMAL
    }

    /** Decimals for numbers that are not decimals. */
    public enum Decimals {
        /** Only exact ones. */
        STRICT,
        /** Also the number rounded or truncated, with at least six digits. */
        ROUNDED
    }

    /** No leniency. */
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
