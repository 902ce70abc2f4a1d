package io.millrace.verify.math.algebra;

import io.millrace.verify.math.algebra.Monomial.Power;
import io.millrace.verify.math.algebra.Polynomial.Term;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnreadableException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Powers and roots in normal form. All values are principal values, so only rules that hold for them are used: {@code
 * (c x)^q = c^q x^q} for c above 0, and never {@code sqrt(x^2) = x}.
 */
final class Powers {
    private final Budget budget;
    private final Primes primes;

    Powers(Budget budget) {
        this.budget = budget;
        this.primes = new Primes(budget);
    }

    Quotient power(Quotient base, Quotient exponent) {
        Optional<Rational> number = exponent.rational();
        if (number.isPresent()) {
            return power(base, number.get());
        }
        return exponent.polynomial()
                .flatMap(polynomial -> raised(base, polynomial))
                .orElseGet(() -> opaque(base, exponent));
    }

    /** A root; an odd root of a negative number is negative. */
    Quotient root(Quotient radicand, Quotient index) {
        Rational order = index.rational()
                .filter(value -> value.small() && value.signum() > 0)
                .orElseThrow(() -> new UnreadableException("a root's index must be a whole number above 0"));
        Optional<Rational> number = radicand.rational().filter(value -> value.signum() < 0);
        boolean odd = order.numerator().testBit(0);
        if (number.isPresent() && odd) {
            return power(Quotient.of(number.get().negate()), order.inverse()).negate(budget);
        }
        return power(radicand, order.inverse());
    }

    private Quotient power(Quotient base, Rational exponent) {
        Rational whole = Rational.of(exponent.floor());
        if (!whole.small()) {
            throw new LimitException("exponent is too large");
        }
        Quotient result = whole(base, whole.numerator().intValue());
        Rational rest = exponent.minus(whole);
        return rest.zero() ? result : result.times(broken(base, rest), budget);
    }

    private Quotient whole(Quotient base, int exponent) {
        if (exponent < 0) {
            return whole(base, -exponent).inverse(budget);
        }
        return Quotient.of(
                base.numerator().power(exponent, budget), base.denominator().power(exponent, budget), budget);
    }

    /** @param exponent in (0, 1) */
    private Quotient broken(Quotient base, Rational exponent) {
        Optional<Polynomial> polynomial = base.polynomial();
        if (polynomial.isEmpty()) {
            return opaque(base, Quotient.of(exponent));
        }
        Polynomial sum = polynomial.get();
        if (sum.zero()) {
            return Quotient.of(Rational.ZERO);
        }
        Optional<Term> single = sum.single();
        return Quotient.of(single.isPresent() ? ofTerm(single.get(), exponent) : ofSum(sum, exponent));
    }

    private Polynomial ofTerm(Term term, Rational exponent) {
        Rational coefficient = term.coefficient();
        boolean constant = term.monomial().all(power -> power.atom().positive());
        if (coefficient.signum() < 0 && (!constant || !exponent.equals(Rational.of(1, 2)))) {
            Polynomial scaled = primes.power(coefficient.abs(), exponent);
            return scaled.times(grouped(Polynomial.of(term.monomial(), Rational.of(-1)), exponent), budget);
        }
        Polynomial result = primes.power(coefficient.abs(), exponent);
        if (coefficient.signum() < 0) {
            result = result.times(Polynomial.of(Atom.Named.I), budget);
        }
        return result.times(ofMonomial(term.monomial(), exponent), budget);
    }

    /** Splits off the positive factors, and at most one more factor. */
    private Polynomial ofMonomial(Monomial monomial, Rational exponent) {
        Polynomial result = Polynomial.ONE;
        TreeMap<String, Power> others = new TreeMap<>();
        for (Power power : monomial.powers().values()) {
            if (power.atom().positive()) {
                result = result.times(power(power.atom(), power.exponent().times(exponent)), budget);
            } else {
                others.put(power.atom().key(), power);
            }
        }
        if (others.isEmpty()) {
            return result;
        }
        Power first = others.firstEntry().getValue();
        boolean simple = others.size() == 1
                && first.atom() instanceof Atom.Letter
                && first.exponent().signum() > 0
                && first.exponent().compareTo(Rational.ONE) <= 0;
        Polynomial rest = simple
                ? power(first.atom(), first.exponent().times(exponent))
                : grouped(Polynomial.of(new Monomial(others), Rational.ONE), exponent);
        return result.times(rest, budget);
    }

    /**
     * A positive common factor is extracted, so that sums that differ by such a factor have the same root except for
     * that factor.
     */
    private Polynomial ofSum(Polynomial sum, Rational exponent) {
        Rational common = sum.leading().abs();
        Polynomial scaled = sum.scaled(common.inverse(), budget);
        return primes.power(common, exponent).times(grouped(scaled, exponent), budget);
    }

    private Polynomial grouped(Polynomial sum, Rational exponent) {
        return power(new Atom.Grouped(sum), exponent);
    }

    private Polynomial power(Atom atom, Rational exponent) {
        return Products.power(atom, exponent, budget);
    }

    /** {@code b^(c m + ...) = (b^m)^c ...}, which holds for any one atom b, and for numbers above 0. */
    private Optional<Quotient> raised(Quotient base, Polynomial exponent) {
        Optional<Term> single = base.polynomial().flatMap(Polynomial::single);
        if (single.isEmpty()) {
            return Optional.empty();
        }
        Term term = single.get();
        boolean positive = term.coefficient().signum() > 0 && term.monomial().one();
        boolean atom = term.coefficient().equals(Rational.ONE)
                && term.monomial().powers().size() == 1
                && term.monomial()
                        .all(power -> power.exponent().equals(Rational.ONE)
                                && !power.atom().opaque());
        if (!positive && !atom) {
            return Optional.empty();
        }
        Quotient result = Quotient.of(Rational.ONE);
        for (Term part : exponent.terms()) {
            Quotient factor = part.monomial().one()
                    ? power(base, part.coefficient())
                    : Quotient.of(positive ? ofNumber(term.coefficient(), part) : ofAtom(term.monomial(), part));
            result = result.times(factor, budget);
        }
        return Optional.of(result);
    }

    private Polynomial ofNumber(Rational base, Term exponent) {
        Polynomial result = Polynomial.ONE;
        for (Power prime : primes.factors(base)) {
            Atom raised = new Atom.Raised(prime.atom(), exponent.monomial());
            result = result.times(power(raised, prime.exponent().times(exponent.coefficient())), budget);
        }
        return result;
    }

    private Polynomial ofAtom(Monomial base, Term exponent) {
        Power only = base.powers().values().iterator().next();
        return power(new Atom.Raised(only.atom(), exponent.monomial()), exponent.coefficient());
    }

    private static Quotient opaque(Quotient base, Quotient exponent) {
        return Quotient.of(Polynomial.of(new Atom.Value("power", List.of(base, exponent))));
    }
}
