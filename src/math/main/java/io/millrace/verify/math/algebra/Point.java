package io.millrace.verify.math.algebra;

import io.millrace.ordered.OrderedSet;
import io.millrace.verify.math.algebra.Monomial.Power;
import io.millrace.verify.math.algebra.Polynomial.Term;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.Rational;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** An assignment of numbers to letters, and the values of polynomials at it. Determined by the point's number. */
final class Point {
    /**
     * The value of a polynomial.
     *
     * @param size sum of its terms' absolute values, the scale of rounding errors
     */
    record Worth(Complex value, double size) {
        boolean known() {
            return value.finite() && Double.isFinite(size);
        }
    }

    private static final long SEED = 0x6d696c6c72616365L;
    /** Minimum share of a sum for a term to be visible in it. */
    private static final double SEEN = 1e-12;
    /**
     * Minimum magnitude of an exponent or an argument to be visible in the result; for arguments, its inverse is the
     * maximum.
     */
    private static final double NEGLIGIBLE = 1e-6;

    private static final double SATURATED = 10;
    private static final Set<String> HYPERBOLIC = OrderedSet.of("sinh", "cosh", "tanh");

    private final int number;
    private final boolean whole;
    private final Budget budget;
    private final Map<String, Complex> known = new LinkedHashMap<>();
    private boolean lossy;

    /**
     * @param number from 0
     * @param whole whether letters are positive integers
     */
    Point(int number, boolean whole, Budget budget) {
        this.number = number;
        this.whole = whole;
        this.budget = budget;
    }

    /**
     * Whether a part was too small or too large relative to the rest to be visible in doubles. Values that are equal
     * here may then still differ: {@code e^(x^2000)} is 1 at 0.3.
     */
    boolean lossy() {
        return lossy;
    }

    Worth worth(Polynomial polynomial) {
        Complex value = Complex.real(0);
        double size = 0;
        double least = Double.POSITIVE_INFINITY;
        for (Term term : polynomial.terms()) {
            budget.spend(2);
            Complex part = Complex.real(term.coefficient().value());
            for (Power power : term.monomial().powers().values()) {
                part = part.times(power(power.atom(), power.exponent().value()));
            }
            value = value.plus(part);
            size += part.abs();
            least = Math.min(least, part.abs());
        }
        lossy |= !(least > SEEN * size || polynomial.zero());
        return new Worth(value, size);
    }

    private Complex power(Atom atom, double exponent) {
        if (atom instanceof Atom.Raised raised) {
            Complex inner =
                    worth(Polynomial.of(raised.exponent(), Rational.ONE)).value();
            return exp(of(raised.base()).log().times(inner).times(exponent));
        }
        return of(atom).power(exponent);
    }

    private Complex exp(Complex exponent) {
        Complex power = exponent.exp();
        lossy |= exponent.abs() < NEGLIGIBLE || power.abs() == 0;
        return power;
    }

    private Complex of(Atom atom) {
        Complex there = known.get(atom.key());
        if (there == null) {
            budget.spend(4);
            there = find(atom);
            known.put(atom.key(), there);
        }
        return there;
    }

    private Complex find(Atom atom) {
        if (atom instanceof Atom.Prime prime) {
            return Complex.real(prime.value().doubleValue());
        }
        if (atom instanceof Atom.Letter letter) {
            return Complex.real(number(letter.name()));
        }
        if (atom instanceof Atom.Grouped group) {
            return worth(group.sum()).value();
        }
        if (atom instanceof Atom.Value value) {
            return new Functions(this)
                    .of(
                            value,
                            value.arguments().stream()
                                    .map(argument -> argument(value.function(), argument))
                                    .toList());
        }
        return atom == Atom.Named.PI
                ? Complex.real(Math.PI)
                : atom == Atom.Named.E ? Complex.real(Math.E) : new Complex(0, 1);
    }

    /** Hyperbolic functions, and sines of imaginary numbers, quickly approach each other and 1. */
    private Complex argument(String function, Quotient quotient) {
        Complex argument = of(quotient);
        boolean hyperbolic = HYPERBOLIC.contains(function);
        boolean large =
                argument.abs() > (hyperbolic ? SATURATED : 1 / NEGLIGIBLE) || Math.abs(argument.im()) > SATURATED;
        boolean small = argument.abs() < NEGLIGIBLE && !quotient.numerator().zero();
        lossy |= small || large;
        return argument;
    }

    /** The value of a quotient; NaN if its denominator is 0. */
    Complex of(Quotient quotient) {
        Worth bottom = worth(quotient.denominator());
        if (!bottom.known() || bottom.value().abs() <= bottom.size() * 1e-9) {
            return Complex.NONE;
        }
        return worth(quotient.numerator()).value().times(bottom.value().inverse());
    }

    /** A number for a name: of either sign, positive, or small, alternating by point. */
    double number(String name) {
        SplittableRandom random = new SplittableRandom(SEED + 31L * name.hashCode() + 1_000_003L * number);
        double share = random.nextDouble();
        if (whole) {
            return 1 + Math.floor(12 * share);
        }
        return switch (number % 3) {
            case 0 -> 0.3 + 2 * share;
            case 1 -> 5 * share - 2.5;
            default -> 0.05 + 0.6 * share;
        };
    }
}
