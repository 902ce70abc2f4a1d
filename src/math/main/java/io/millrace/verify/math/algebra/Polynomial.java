package io.millrace.verify.math.algebra;

import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.Rational;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A sum of monomials with rational coefficients, none of them 0. Immutable. */
final class Polynomial {
    static final Polynomial ZERO = new Polynomial(new TreeMap<>());
    static final Polynomial ONE = of(Rational.ONE);

    private static final int MAX_TERMS = 1_000;
    private static final int MAX_KEY_LENGTH = 20_000;

    /**
     * A monomial with its coefficient.
     *
     * @param coefficient not 0
     */
    record Term(Monomial monomial, Rational coefficient) {}

    private final SortedMap<String, Term> terms;

    private Polynomial(SortedMap<String, Term> terms) {
        this.terms = terms;
    }

    static Polynomial of(Rational value) {
        return of(Monomial.ONE, value);
    }

    static Polynomial of(Monomial monomial, Rational coefficient) {
        TreeMap<String, Term> terms = new TreeMap<>();
        if (!coefficient.zero()) {
            terms.put(monomial.key(), new Term(monomial, coefficient));
        }
        return new Polynomial(terms);
    }

    static Polynomial of(Atom atom) {
        return of(Monomial.of(atom, Rational.ONE), Rational.ONE);
    }

    Collection<Term> terms() {
        return terms.values();
    }

    boolean zero() {
        return terms.isEmpty();
    }

    /** Its value, if it is a rational number. */
    Optional<Rational> rational() {
        if (zero()) {
            return Optional.of(Rational.ZERO);
        }
        return single().filter(term -> term.monomial().one()).map(Term::coefficient);
    }

    /** Its only term, if it has just one. */
    Optional<Term> single() {
        return terms.size() == 1 ? Optional.of(first()) : Optional.empty();
    }

    /** The coefficient of the first term in the order of keys; 0 if there is none. */
    Rational leading() {
        return zero() ? Rational.ZERO : first().coefficient();
    }

    private Term first() {
        return terms.values().iterator().next();
    }

    /** Its unique key. */
    String key() {
        StringBuilder key = new StringBuilder();
        for (Term term : terms.values()) {
            key.append(term.coefficient())
                    .append('*')
                    .append(term.monomial().key())
                    .append('+');
            if (key.length() > MAX_KEY_LENGTH) {
                throw new LimitException("expression is too long");
            }
        }
        return key.toString();
    }

    Polynomial plus(Polynomial other, Budget budget) {
        TreeMap<String, Term> sum = new TreeMap<>(terms);
        budget.spend(1 + terms.size() / 8);
        for (Term term : other.terms()) {
            add(sum, term, budget);
        }
        return checked(sum);
    }

    Polynomial minus(Polynomial other, Budget budget) {
        return plus(other.scaled(Rational.of(-1), budget), budget);
    }

    Polynomial scaled(Rational factor, Budget budget) {
        TreeMap<String, Term> scaled = new TreeMap<>();
        if (!factor.zero()) {
            for (Term term : terms()) {
                budget.spendOn(term.coefficient().bits() + factor.bits());
                scaled.put(
                        term.monomial().key(),
                        new Term(term.monomial(), term.coefficient().times(factor)));
            }
        }
        return new Polynomial(scaled);
    }

    Polynomial times(Polynomial other, Budget budget) {
        TreeMap<String, Term> product = new TreeMap<>();
        for (Term left : terms()) {
            for (Term right : other.terms()) {
                for (Term term : Products.of(left, right, budget).terms()) {
                    add(product, term, budget);
                }
            }
            checked(product);
        }
        return checked(product);
    }

    /** @param exponent at least 0 */
    Polynomial power(int exponent, Budget budget) {
        Optional<Rational> value = rational();
        if (value.isPresent()) {
            return of(value.get().power(exponent, budget));
        }
        if (single().isEmpty() && exponent > MAX_TERMS) {
            throw new LimitException("power " + exponent + " of a sum is too long");
        }
        Polynomial result = ONE;
        Polynomial square = this;
        for (int left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = result.times(square, budget);
            }
            if (left > 1) {
                square = square.times(square, budget);
            }
        }
        return result;
    }

    private static void add(TreeMap<String, Term> terms, Term term, Budget budget) {
        String key = term.monomial().key();
        Term there = terms.get(key);
        if (there == null) {
            budget.spend(1 + key.length() / 64);
            terms.put(key, term);
            return;
        }
        budget.spendOn(there.coefficient().bits() + term.coefficient().bits());
        Rational sum = there.coefficient().plus(term.coefficient());
        if (sum.zero()) {
            terms.remove(key);
        } else {
            terms.put(key, new Term(term.monomial(), sum));
        }
    }

    private static Polynomial checked(SortedMap<String, Term> terms) {
        if (terms.size() > MAX_TERMS) {
            throw new LimitException("has more than " + MAX_TERMS + " terms");
        }
        return new Polynomial(terms);
    }
}
