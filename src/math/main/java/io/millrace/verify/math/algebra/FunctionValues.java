package io.millrace.verify.math.algebra;

import io.millrace.verify.math.algebra.Monomial.Power;
import io.millrace.verify.math.algebra.Polynomial.Term;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnreadableException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Values of known functions, exact where this is inexpensive: logarithms of numbers, sines of fractions of a turn,
 * integer parts.
 */
final class FunctionValues {
    /** Placeholder for the unspecified base of a logarithm, which is 10 or e by convention. */
    private static final Atom UNNAMED_BASE = new Atom.Letter("base of log");

    private static final int MAX_FACTORIAL = 500;

    private final Budget budget;
    private final Powers powers;
    private final Primes primes;

    FunctionValues(Budget budget, Powers powers) {
        this.budget = budget;
        this.powers = powers;
        this.primes = new Primes(budget);
    }

    /** @param arguments the arguments, as many as the function takes */
    Quotient of(String function, List<Quotient> arguments) {
        Quotient first = arguments.get(0);
        return switch (function) {
            case "ln" -> logarithm(first);
            case "log" -> logarithm(first, arguments);
            case "tan" -> sine(first).times(cosine(first).inverse(budget), budget);
            case "cot" -> cosine(first).times(sine(first).inverse(budget), budget);
            case "sec" -> cosine(first).inverse(budget);
            case "csc" -> sine(first).inverse(budget);
            case "sin" -> sine(first);
            case "cos" -> cosine(first);
            case "abs" ->
                first.rational().map(Rational::abs).map(Quotient::of).orElseGet(() -> opaque(function, first));
            case "floor" ->
                first.rational()
                        .map(value -> Quotient.of(Rational.of(value.floor())))
                        .orElseGet(() -> opaque(function, first));
            case "ceil" -> of("floor", List.of(first.negate(budget))).negate(budget);
            case "factorial" -> factorial(first);
            case "binomial" -> binomial(first, arguments.get(1));
            default -> opaque(function, first);
        };
    }

    private static Quotient opaque(String function, Quotient argument) {
        return Quotient.of(Polynomial.of(new Atom.Value(function, List.of(argument))));
    }

    private Quotient logarithm(Quotient argument, List<Quotient> arguments) {
        Quotient base = arguments.size() > 1 ? logarithm(arguments.get(1)) : Quotient.of(Polynomial.of(UNNAMED_BASE));
        return logarithm(argument).times(base.inverse(budget), budget);
    }

    /** The natural logarithm; the logarithm of a product of positive numbers is expanded into a sum. */
    private Quotient logarithm(Quotient argument) {
        Optional<Term> single = argument.polynomial().flatMap(Polynomial::single);
        boolean positive = single.isPresent()
                && single.get().coefficient().signum() > 0
                && single.get().monomial().all(power -> power.atom().positive());
        if (argument.numerator().zero()) {
            throw new UnreadableException("logarithm of zero");
        }
        if (!positive) {
            return opaque("ln", argument);
        }
        Polynomial sum = Polynomial.ZERO;
        for (Power factor : primes.factors(single.get().coefficient())) {
            sum = sum.plus(ofFactor(factor), budget);
        }
        for (Power factor : single.get().monomial().powers().values()) {
            sum = sum.plus(ofFactor(factor), budget);
        }
        return Quotient.of(sum);
    }

    private Polynomial ofFactor(Power factor) {
        if (factor.atom() == Atom.Named.E) {
            return Polynomial.of(factor.exponent());
        }
        Quotient base = Quotient.of(Polynomial.of(factor.atom()));
        Quotient number = factor.atom() instanceof Atom.Prime prime ? Quotient.of(Rational.of(prime.value())) : base;
        return Polynomial.of(new Atom.Value("ln", List.of(number))).scaled(factor.exponent(), budget);
    }

    private Quotient cosine(Quotient angle) {
        Optional<Rational> turn = ExactSines.of(angle);
        return turn.isPresent()
                ? ExactSines.sine(turn.get().plus(Rational.of(1, 2)), powers, budget)
                        .orElseGet(() -> opaque("cos", angle))
                : opaque("cos", angle);
    }

    private Quotient sine(Quotient angle) {
        return ExactSines.of(angle)
                .flatMap(turn -> ExactSines.sine(turn, powers, budget))
                .orElseGet(() -> opaque("sin", angle));
    }

    private Quotient factorial(Quotient argument) {
        Optional<Rational> number = argument.rational();
        if (number.isEmpty()) {
            return opaque("factorial", argument);
        }
        if (!number.get().whole() || number.get().signum() < 0) {
            throw new UnreadableException("factorial of " + number.get());
        }
        if (number.get().compareTo(Rational.of(MAX_FACTORIAL)) > 0) {
            throw new LimitException("factorial of more than " + MAX_FACTORIAL);
        }
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= number.get().numerator().intValue(); i++) {
            product = product.multiply(BigInteger.valueOf(i));
            budget.spendOn(product.bitLength() / 8);
        }
        return Quotient.of(Rational.of(product));
    }

    private Quotient binomial(Quotient all, Quotient chosen) {
        Quotient others = all.plus(chosen.negate(budget), budget);
        return factorial(all)
                .times(factorial(chosen).times(factorial(others), budget).inverse(budget), budget);
    }
}
