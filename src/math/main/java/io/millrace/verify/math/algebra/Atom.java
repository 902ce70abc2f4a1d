package io.millrace.verify.math.algebra;

import java.math.BigInteger;
import java.util.List;

/** What monomials are products of. Two atoms are the same if their keys are. */
sealed interface Atom {
    /** Tells it from all others. */
    String key();

    /** Whether it is a number above 0 or stands for one. */
    default boolean positive() {
        return false;
    }

    /** Whether relations with others could be hidden in it, which the normal form does not know. */
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

    /** A power whose exponent is no number: {@code base^exponent}, to whole or broken powers again. */
    record Raised(Atom base, Monomial exponent, String key) implements Atom {
        Raised(Atom base, Monomial exponent) {
            this(base, exponent, base.key() + "^(" + exponent.key() + ")");
        }

        /** Powers of -1 and the like have relations of their own. */
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

    /** A function's value. */
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
