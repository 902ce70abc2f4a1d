package io.millrace.verify.math.algebra;

import io.millrace.verify.math.algebra.Monomial.Power;
import io.millrace.verify.math.algebra.Polynomial.Term;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnreadableException;
import java.util.Optional;

/**
 * A quotient of two polynomials. A denominator of one term is moved into the numerator, with negative exponents; any other has the
 * leading coefficient 1.
 *
 * @param denominator not 0
 */
record Quotient(Polynomial numerator, Polynomial denominator) {
    private static final double NOTHING = 1e-9;

    static Quotient of(Polynomial value) {
        return new Quotient(value, Polynomial.ONE);
    }

    static Quotient of(Rational value) {
        return of(Polynomial.of(value));
    }

    /** @throws UnreadableException for division by 0 */
    static Quotient of(Polynomial numerator, Polynomial denominator, Budget budget) {
        if (denominator.zero()) {
            throw new UnreadableException("division by zero");
        }
        Optional<Term> single = denominator.single();
        if (single.isPresent()) {
            return byTerm(numerator, single.get(), budget);
        }
        Rational scale = denominator.leading().inverse();
        return new Quotient(numerator.scaled(scale, budget), denominator.scaled(scale, budget));
    }

    private static Quotient byTerm(Polynomial numerator, Term divisor, Budget budget) {
        Polynomial top = numerator.scaled(divisor.coefficient().inverse(), budget);
        Polynomial bottom = Polynomial.ONE;
        for (Power power : divisor.monomial().powers().values()) {
            if (power.atom() instanceof Atom.Grouped group) {
                Rational up = Rational.ONE.minus(power.exponent());
                top = top.times(Products.power(group, up, budget), budget);
                bottom = bottom.times(group.sum(), budget);
            } else {
                requireOther(power.atom(), budget);
                top = top.times(Products.power(power.atom(), power.exponent().negate(), budget), budget);
            }
        }
        return bottom == Polynomial.ONE ? of(top) : of(top, bottom, budget);
    }

    /** Rejects an opaque atom, such as a function's value, that is numerically 0 although its normal form is not 0. */
    private static void requireOther(Atom atom, Budget budget) {
        boolean zero = atom.opaque()
                && new Point(0, false, budget)
                                .worth(Polynomial.of(atom))
                                .value()
                                .abs()
                        < NOTHING;
        if (zero) {
            throw new UnreadableException("division by zero");
        }
    }

    /** Its value, if it is a rational number. */
    Optional<Rational> rational() {
        return polynomial().flatMap(Polynomial::rational);
    }

    /** The numerator, if the denominator is 1. */
    Optional<Polynomial> polynomial() {
        return denominator.rational().filter(Rational.ONE::equals).map(one -> numerator);
    }

    String key() {
        return numerator.key() + "/" + denominator.key();
    }

    Quotient plus(Quotient other, Budget budget) {
        if (denominator.key().equals(other.denominator.key())) {
            return of(numerator.plus(other.numerator, budget), denominator, budget);
        }
        Polynomial sum =
                numerator.times(other.denominator, budget).plus(other.numerator.times(denominator, budget), budget);
        return of(sum, denominator.times(other.denominator, budget), budget);
    }

    Quotient times(Quotient other, Budget budget) {
        return of(numerator.times(other.numerator, budget), denominator.times(other.denominator, budget), budget);
    }

    Quotient negate(Budget budget) {
        return new Quotient(numerator.scaled(Rational.of(-1), budget), denominator);
    }

    Quotient inverse(Budget budget) {
        return of(denominator, numerator, budget);
    }
}
