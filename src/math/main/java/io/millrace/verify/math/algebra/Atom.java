package io.millrace.verify.math.algebra;

import java.math.BigInteger;
import java.util.List;

/** The base of a power in a monomial. Two atoms are equal if their keys are equal. */
sealed interface Atom {
    /** Its unique key. */
    String key();

    /** Whether its value is known to be a positive number. */
    default boolean positive() {
        return false;
    }

    /** Whether it may satisfy relations with other atoms that the normal form does not account for. */
    default boolean opaque() {
        return false;
    }

    /** A prime number; its exponents are fractions in (0, 1), as in roots. */
    record Prime(BigInteger value) implements Atom {
        @Override
        public String key() {
            return value.toString();
        }

        @Override
        public boolean positive() {
            return true;
        }
    }

    /** Pi, e, and the imaginary unit, whose exponent is 1. */
    enum Named implements Atom {
        PI,
        E,
        I;

        @Override
        public String key() {
            return name();
        }

        @Override
        public boolean positive() {
            return this != I;
        }
    }

    /** A letter. */
    record Letter(String name) implements Atom {
        @Override
        public String key() {
            return "$" + name;
        }
    }

    /** {@code base^exponent}, where the exponent is not a number; in a monomial, it has a rational exponent of its own. */
    record Raised(Atom base, Monomial exponent, String key) implements Atom {
        Raised(Atom base, Monomial exponent) {
            this(base, exponent, base.key() + "^(" + exponent.key() + ")");
        }

        /** Powers of -1 and similar bases have special relations. */
        @Override
        public boolean opaque() {
            return true;
        }
    }

    /** A sum under a root; its exponents are fractions in (0, 1). */
    record Grouped(Polynomial sum, String key) implements Atom {
        Grouped(Polynomial sum) {
            this(sum, "(" + sum.key() + ")");
        }

        @Override
        public boolean opaque() {
            return true;
        }
    }

    /** The value of a function. */
    record Value(String function, List<Quotient> arguments, String key) implements Atom {
        Value(String function, List<Quotient> arguments) {
            this(
                    function,
                    List.copyOf(arguments),
                    function + arguments.stream().map(Quotient::key).toList());
        }

        @Override
        public boolean opaque() {
            return true;
        }
    }
}
