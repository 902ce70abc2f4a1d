package io.millrace.verify.math.algebra;

import io.millrace.verify.math.algebra.Monomial.Power;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Prime factors of numbers. Trial division stops early: what it leaves of a large number counts as a prime. */
final class Primes {
    private static final int MAX_DIVISOR = 1_000;
    private static final int MAX_BITS = 128;

    private final Budget budget;

    Primes(Budget budget) {
        this.budget = budget;
    }

    /** A number's prime factors; those of the denominator have negative exponents. */
    List<Power> factors(Rational number) {
        List<Power> factors = new ArrayList<>();
        add(number.numerator(), 1, factors);
        add(number.denominator(), -1, factors);
        return factors;
    }

    /**
     * A power of a number.
     *
     * @param number above 0
     */
    Polynomial power(Rational number, Rational exponent) {
        Polynomial result = Polynomial.ONE;
        for (Power factor : factors(number)) {
            result =
                    result.times(Products.power(factor.atom(), factor.exponent().times(exponent), budget), budget);
        }
        return result;
    }

    private void add(BigInteger number, int sign, List<Power> factors) {
        BigInteger left = number;
        for (int prime = 2; prime <= MAX_DIVISOR && worth(left, prime); prime += prime == 2 ? 1 : 2) {
            int times = 0;
            BigInteger divisor = BigInteger.valueOf(prime);
            BigInteger[] parts = left.divideAndRemainder(divisor);
            while (parts[1].signum() == 0) {
                budget.spendOn(left.bitLength());
                times++;
                left = parts[0];
                parts = left.divideAndRemainder(divisor);
            }
            if (times > 0) {
                factors.add(power(divisor, times * sign));
            }
        }
        if (left.compareTo(BigInteger.ONE) > 0) {
            addRest(left, sign, factors);
        }
    }

    /** The factor left by trial division is rarely composite, except for the square of a large prime. */
    private void addRest(BigInteger rest, int sign, List<Power> factors) {
        BigInteger root = rest.sqrt();
        boolean square = root.multiply(root).equals(rest);
        factors.add(power(square ? root : rest, square ? 2 * sign : sign));
    }

    private boolean worth(BigInteger left, int prime) {
        if (left.bitLength() > MAX_BITS) {
            budget.spendOn(left.bitLength());
            return true;
        }
        if (prime % 32 == 1) {
            budget.spend(2);
        }
        return left.bitLength() > Long.SIZE - 1 || left.longValue() >= (long) prime * prime;
    }

    private static Power power(BigInteger prime, int exponent) {
        return new Power(new Atom.Prime(prime), Rational.of(exponent));
    }
}
