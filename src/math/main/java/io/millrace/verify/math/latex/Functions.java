package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedMap;
import io.millrace.ordered.OrderedSet;
import java.util.Map;
import java.util.Set;

/** Named functions. */
final class Functions {
    private static final Set<String> KNOWN = OrderedSet.of(
            "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "ln", "log",
            "exp");
    private static final Map<String, String> OTHERS = OrderedMap.ofEntries(
            Map.entry("asin", "arcsin"),
            Map.entry("acos", "arccos"),
            Map.entry("atan", "arctan"),
            Map.entry("lg", "log"));
    private static final Map<String, String> INVERSES =
            OrderedMap.of("sin", "arcsin", "cos", "arccos", "tan", "arctan");
    private static final Set<String> NAMES =
            OrderedSet.of("pi", "sqrt", "inf", "infinity", "theta", "alpha", "beta", "infty");

    private Functions() {}

    static boolean known(String name) {
        return KNOWN.contains(name) || OTHERS.containsKey(name);
    }

    /** The canonical name of a function. */
    static String canonical(String name) {
        return OTHERS.getOrDefault(name, name);
    }

    /** Whether a word is a function even without a backslash. */
    static boolean named(String word) {
        return known(word) || NAMES.contains(word);
    }

    static boolean invertible(String name) {
        return INVERSES.containsKey(name);
    }

    /** @param name one that is {@link #invertible} */
    static String inverse(String name) {
        return INVERSES.getOrDefault(name, name);
    }
}
