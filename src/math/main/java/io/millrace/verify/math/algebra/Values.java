package io.millrace.verify.math.algebra;

import io.millrace.verify.math.algebra.Monomial.Power;
import io.millrace.verify.math.algebra.Polynomial.Term;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.Tolerance;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides whether expressions have the same value.
 *
 * <pre>
 *   n1/d1 = n2/d2   if  D = n1 d2 - n2 d1  is 0
 * </pre>
 *
 * <p>D is brought into normal form first. If nothing is left, the values are equal. If something is left and it is made
 * of numbers, roots of numbers, pi, e, i and letters only, they differ: the normal form knows all relations between
 * these. Otherwise, D is evaluated at several points; it counts as 0 only if it is 0 at each of them, only if its
 * coefficients are so short that this cannot happen by chance, and only if its terms are not much larger than n1 d2 and
 * n2 d1: rounding errors of large terms that cancel must not hide a difference, nor must parts that are too small or
 * too large to be visible.
 */
public final class Values {
    /** Result of a comparison. */
    public enum Match {
        EXACT,
        NUMERIC,
        /** Not proven equal, and not different at any point. */
        UNDECIDED,
        DIFFERENT
    }

    private static final int POINTS = 16;
    private static final int ENOUGH = 6;
    private static final double ROUNDING = 1e-12;
    private static final double APART = 1e-6;
    private static final double NEAR = 0.01;
    private static final double VANISHING = 1e-7;
    private static final double MAX_CANCELLATION = 1e3;
    private static final int MAX_COEFFICIENT_LENGTH = 27;

    private final Budget budget;
    private final Expressions expressions;
    private final Map<Expr, Quotient> known = new IdentityHashMap<>();

    public Values(Budget budget) {
        this.budget = budget;
        this.expressions = new Expressions(budget);
    }

    /**
     * Compares two values.
     *
     * @throws io.millrace.verify.math.number.UnreadableException if one of them is not a single value
     * @throws io.millrace.verify.math.number.LimitException if the comparison exceeds the budget
     */
    public Match compare(Expr left, Expr right) {
        Quotient first = of(left);
        Quotient second = of(right);
        Polynomial difference = first.numerator()
                .times(second.denominator(), budget)
                .minus(second.numerator().times(first.denominator(), budget), budget);
        if (difference.zero()) {
            return exists(first) && exists(second) ? Match.EXACT : Match.DIFFERENT;
        }
        if (!contains(difference, Atom::opaque)) {
            return Match.DIFFERENT;
        }
        return atPoints(difference, first, second);
    }

    /** The value, if it is a rational number. */
    public Optional<Rational> rational(Expr expr) {
        return of(expr).rational();
    }

    /** The approximate value, if it is a real number; empty if it contains a letter. */
    public Optional<Double> real(Expr expr) {
        Quotient value = of(expr);
        if (hasLetter(value)) {
            return Optional.empty();
        }
        Complex number = new Point(0, false, budget).of(value);
        return number.finite() && number.onLine() ? Optional.of(number.re()) : Optional.empty();
    }

    /** Whether two values differ by at most 1 %. Letters are evaluated at a single point. */
    public boolean near(Expr exact, Expr rounded) {
        Point point = new Point(0, false, budget);
        Complex wanted = point.of(of(exact));
        double distance = wanted.plus(point.of(of(rounded)).times(-1)).abs();
        return Double.isFinite(distance) && distance <= NEAR * wanted.abs();
    }

    /** Whether two numbers are within the tolerance; false if one of them contains a letter. */
    public boolean within(Expr truth, Expr answer, Tolerance tolerance) {
        Quotient wanted = of(truth);
        Quotient given = of(answer);
        Optional<Rational> exact = wanted.rational();
        Optional<Rational> other = given.rational();
        if (exact.isPresent() && other.isPresent()) {
            return tolerance.holds(exact.get(), other.get());
        }
        if (hasLetter(wanted) || hasLetter(given)) {
            return false;
        }
        Point point = new Point(0, false, budget);
        Complex value = point.of(wanted);
        return tolerance.holds(
                value.abs(), value.plus(point.of(given).times(-1)).abs());
    }

    private static boolean hasLetter(Quotient value) {
        return contains(value.numerator(), Values::hasLetter) || contains(value.denominator(), Values::hasLetter);
    }

    /**
     * Whether two differences are equal up to a factor: {@code a - b = c (x - y)}.
     *
     * @param positive whether c must be positive, as for inequalities; otherwise it may be any number except 0
     */
    public boolean proportional(Expr a, Expr b, Expr x, Expr y, boolean positive) {
        Optional<Polynomial> left = difference(a, b);
        Optional<Polynomial> right = difference(x, y);
        if (left.isEmpty()
                || right.isEmpty()
                || left.get().zero()
                || right.get().zero()) {
            return false;
        }
        Rational factor = left.get().leading().times(right.get().leading().inverse());
        boolean direction = !positive || factor.signum() > 0;
        return direction
                && left.get().minus(right.get().scaled(factor, budget), budget).zero();
    }

    private Optional<Polynomial> difference(Expr a, Expr b) {
        return of(a).plus(of(b).negate(budget), budget).polynomial();
    }

    private Quotient of(Expr expr) {
        Quotient there = known.get(expr);
        if (there == null) {
            there = expressions.of(expr);
            known.put(expr, there);
        }
        return there;
    }

    /** Whether its denominator is nonzero somewhere, which the normal form might not show. */
    private boolean exists(Quotient value) {
        if (!contains(value.denominator(), Atom::opaque)) {
            return true;
        }
        for (int i = 0; i < ENOUGH; i++) {
            if (new Point(i, false, budget).of(value).finite()) {
                return true;
            }
        }
        return false;
    }

    private Match atPoints(Polynomial difference, Quotient first, Quotient second) {
        boolean brief = brief(difference) && !contains(difference, Values::hasLong);
        boolean steps = contains(difference, Values::stepping);
        boolean letters = contains(difference, Values::hasLetter);
        boolean vanishing = true;
        int agreeing = 0;
        for (int i = 0; i < (letters ? POINTS : 1); i++) {
            Point point = new Point(i, steps && i % 2 == 1, budget);
            Point.Worth worth = point.worth(difference);
            if (!worth.known() || !point.of(first).finite() || !point.of(second).finite()) {
                continue;
            }
            double left = worth.value().abs() / worth.size();
            if (left > APART) {
                return Match.DIFFERENT;
            }
            vanishing &= left <= ROUNDING;
            boolean telling = worth.size() > VANISHING
                    && worth.size() <= MAX_CANCELLATION * larger(point, first, second)
                    && !point.lossy();
            agreeing += telling ? 1 : 0;
        }
        return brief && vanishing && agreeing >= (letters ? ENOUGH : 1) ? Match.NUMERIC : Match.UNDECIDED;
    }

    /** The larger of the two values, over the same denominator as their difference. Terms far above it only show their rounding. */
    private static double larger(Point point, Quotient first, Quotient second) {
        return Math.max(over(point, first, second), over(point, second, first));
    }

    private static double over(Point point, Quotient value, Quotient other) {
        return point.worth(value.numerator())
                .value()
                .times(point.worth(other.denominator()).value())
                .abs();
    }

    private static boolean contains(Polynomial polynomial, Predicate<Atom> rule) {
        for (Term term : polynomial.terms()) {
            for (Power power : term.monomial().powers().values()) {
                if (rule.test(power.atom())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasLetter(Atom atom) {
        return inside(atom, inner -> inner instanceof Atom.Letter);
    }

    /** Whether a number in it is so long that doubles do not distinguish it from the next. */
    private static boolean hasLong(Atom atom) {
        return inside(atom, inner -> {
            if (inner instanceof Atom.Prime prime) {
                return prime.value().bitLength() > MAX_COEFFICIENT_LENGTH;
            }
            if (inner instanceof Atom.Grouped group) {
                return !brief(group.sum());
            }
            return inner instanceof Atom.Value value
                    && !value.arguments().stream()
                            .allMatch(argument -> brief(argument.numerator()) && brief(argument.denominator()));
        });
    }

    private static boolean brief(Polynomial polynomial) {
        return polynomial.terms().stream()
                .allMatch(term -> term.coefficient().bits() <= MAX_COEFFICIENT_LENGTH
                        && term.monomial().powers().values().stream()
                                .allMatch(power -> power.exponent().bits() <= MAX_COEFFICIENT_LENGTH));
    }

    /** Whether it is discontinuous or defined for integers. */
    private static boolean stepping(Atom atom) {
        return inside(
                atom,
                inner -> inner instanceof Atom.Value value
                        && (value.function().equals("floor") || value.function().equals("factorial")));
    }

    private static boolean inside(Atom atom, Predicate<Atom> rule) {
        Predicate<Atom> deeper = inner -> inside(inner, rule);
        if (rule.test(atom)) {
            return true;
        }
        if (atom instanceof Atom.Raised raised) {
            return inside(raised.base(), rule) || contains(Polynomial.of(raised.exponent(), Rational.ONE), deeper);
        }
        if (atom instanceof Atom.Grouped group) {
            return contains(group.sum(), deeper);
        }
        return atom instanceof Atom.Value value
                && value.arguments().stream()
                        .anyMatch(argument ->
                                contains(argument.numerator(), deeper) || contains(argument.denominator(), deeper));
    }
}
