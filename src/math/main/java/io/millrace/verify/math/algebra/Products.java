package io.millrace.verify.math.algebra;

import io.millrace.verify.math.algebra.Monomial.Power;
import io.millrace.verify.math.algebra.Polynomial.Term;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.Rational;
import java.math.BigInteger;
import java.util.TreeMap;

/** Multiplies monomials and brings the result into normal form: exponents of primes, of i and of sums under roots are bounded. */
final class Products {
    private static final BigInteger FOUR = BigInteger.valueOf(4);
    private static final int MAX_EXPONENT_LENGTH = 64;

    private final Budget budget;
    private final TreeMap<String, Power> powers = new TreeMap<>();
    private Rational coefficient;
    private Polynomial rest = Polynomial.ONE;

    private Products(Rational coefficient, Budget budget) {
        this.coefficient = coefficient;
        this.budget = budget;
    }

    /** The product of two terms. */
    static Polynomial of(Term left, Term right, Budget budget) {
        budget.spendOn(left.coefficient().bits() + right.coefficient().bits());
        Rational coefficient = left.coefficient().times(right.coefficient());
        if (left.monomial().one()) {
            return Polynomial.of(right.monomial(), coefficient);
        }
        if (right.monomial().one()) {
            return Polynomial.of(left.monomial(), coefficient);
        }
        Products product = new Products(coefficient, budget);
        TreeMap<String, Power> sum = new TreeMap<>(left.monomial().powers());
        for (var entry : right.monomial().powers().entrySet()) {
            sum.merge(entry.getKey(), entry.getValue(), Products::join);
        }
        sum.values().forEach(product::put);
        return product.result();
    }

    /**
     * A power of an atom.
     *
     * @param exponent at least 0 for sums under roots
     */
    static Polynomial power(Atom atom, Rational exponent, Budget budget) {
        Products product = new Products(Rational.ONE, budget);
        product.put(new Power(atom, exponent));
        return product.result();
    }

    private static Power join(Power left, Power right) {
        return new Power(left.atom(), left.exponent().plus(right.exponent()));
    }

    private void put(Power power) {
        budget.spend(1);
        if (power.exponent().bits() > MAX_EXPONENT_LENGTH) {
            throw new LimitException("exponent has more than " + MAX_EXPONENT_LENGTH + " bits");
        }
        Atom atom = power.atom();
        Rational exponent = power.exponent();
        if (atom instanceof Atom.Prime prime) {
            exponent = reduce(prime, exponent);
        } else if (atom == Atom.Named.I) {
            exponent = reduceUnit(exponent);
        } else if (atom instanceof Atom.Grouped group) {
            exponent = reduce(group, exponent);
        }
        if (!exponent.zero()) {
            powers.put(atom.key(), new Power(atom, exponent));
        }
    }

    private Rational reduce(Atom.Prime prime, Rational exponent) {
        Rational whole = Rational.of(exponent.floor());
        if (!whole.small()) {
            throw new LimitException("exponent " + exponent + " is too large");
        }
        Rational taken = Rational.of(prime.value()).power(whole.numerator().intValue(), budget);
        budget.spendOn(coefficient.bits() + taken.bits());
        coefficient = coefficient.times(taken);
        return exponent.minus(whole);
    }

    private Rational reduceUnit(Rational exponent) {
        int turns = exponent.floor().mod(FOUR).intValue();
        if (turns >= 2) {
            coefficient = coefficient.negate();
        }
        return Rational.of(turns % 2);
    }

    private Rational reduce(Atom.Grouped group, Rational exponent) {
        Rational whole = Rational.of(exponent.floor());
        if (!whole.zero()) {
            rest = rest.times(group.sum().power(whole.numerator().intValueExact(), budget), budget);
        }
        return exponent.minus(whole);
    }

    private Polynomial result() {
        Polynomial term = Polynomial.of(new Monomial(powers), coefficient);
        return rest == Polynomial.ONE ? term : rest.times(term, budget);
    }
}
