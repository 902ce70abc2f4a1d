package io.millrace.verify.math.algebra;

import io.millrace.verify.math.number.Rational;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A product of powers of atoms, in the order of their keys. */
final class Monomial {
    static final Monomial ONE = new Monomial(new TreeMap<>());

    /**
     * An atom's power.
     *
     * @param exponent not 0
     */
    record Power(Atom atom, Rational exponent) {}

    private final SortedMap<String, Power> powers;
    private final String key;

    Monomial(SortedMap<String, Power> powers) {
        this.powers = Collections.unmodifiableSortedMap(powers);
        StringBuilder text = new StringBuilder();
        for (Power power : powers.values()) {
            text.append(power.atom().key()).append('^').append(power.exponent()).append(' ');
        }
        key = text.toString();
    }

    static Monomial of(Atom atom, Rational exponent) {
        TreeMap<String, Power> powers = new TreeMap<>();
        if (!exponent.zero()) {
            powers.put(atom.key(), new Power(atom, exponent));
        }
        return new Monomial(powers);
    }

    SortedMap<String, Power> powers() {
        return powers;
    }

    /** Its unique key; empty for 1. */
    String key() {
        return key;
    }

    boolean one() {
        return powers.isEmpty();
    }

    boolean all(Predicate<Power> rule) {
        return powers.values().stream().allMatch(rule);
    }
}
