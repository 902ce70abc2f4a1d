package io.millrace.verify.math;

import io.millrace.verify.math.algebra.Values;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.number.Rational;
import java.math.BigInteger;
import java.util.Optional;

/** Decides whether a decimal is another number, rounded or truncated, with at least six correct digits. */
final class RoundedDecimals {
    private static final int DIGITS = 6;
    private static final int MAX_PLACES = 40;
    /** Relative precision of doubles. */
    private static final double DOUBLE = 1e-14;

    private RoundedDecimals() {}

    /** @param exact a number that is not a decimal, or a decimal with more places */
    static boolean rounds(Expr exact, Expr decimal, Values values) {
        Optional<Rational> given = number(decimal);
        if (given.isEmpty()) {
            return false;
        }
        int places = places(given.get());
        BigInteger scaled = shifted(given.get().abs(), places).numerator();
        if (places == 0 || places > MAX_PLACES || scaled.toString().length() < DIGITS) {
            return false;
        }
        Optional<Rational> wanted = values.rational(exact);
        if (wanted.isPresent()) {
            Rational distance = shifted(wanted.get().minus(given.get()).abs(), places);
            boolean more = !(exact instanceof Num) || places(wanted.get()) > places;
            return more && distance.compareTo(Rational.ONE) < 0;
        }
        double unit = Math.max(Math.pow(10, -places), Math.abs(given.get().value()) * DOUBLE);
        return values.real(exact)
                .filter(value -> Math.abs(value - given.get().value()) < unit)
                .isPresent();
    }

    private static Optional<Rational> number(Expr decimal) {
        if (Forms.has(decimal, Shape.NEGATIVE)) {
            return number(decimal.parts().get(0)).map(Rational::negate);
        }
        return decimal instanceof Num number && number.rounded() ? Optional.of(number.value()) : Optional.empty();
    }

    /** The number of decimal places; above the considered maximum if it is infinite. */
    private static int places(Rational value) {
        Rational scaled = value;
        int places = 0;
        while (!scaled.whole() && places <= MAX_PLACES) {
            scaled = scaled.times(Rational.of(10));
            places++;
        }
        return places;
    }

    private static Rational shifted(Rational value, int places) {
        return value.times(Rational.of(BigInteger.TEN.pow(places)));
    }
}
