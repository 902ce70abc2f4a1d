package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedMap;
import io.millrace.ordered.OrderedSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Normalizes products and quotients of units in words or in symbols: {@code meter per second}, {@code meter second^-1}.
 */
final class UnitProducts {
    private static final Map<String, Integer> BEFORE = OrderedMap.of("square", 2, "cubic", 3);
    private static final Map<String, String> SHORT = OrderedMap.of("mph", "mile / hour", "kph", "kilometer / hour");
    private static final Set<String> WHOLE = OrderedSet.of("unit", "ordinal", "degree", "percent", "pm", "am");

    private UnitProducts() {}

    /**
     * The units with their powers, by name.
     *
     * @param unit names of units, powers, "/" and "per", separated by spaces
     * @return empty if one of them is not a unit of measurement, or if it is a single unit
     */
    static Optional<String> canonical(String unit) {
        String full = SHORT.getOrDefault(unit, unit);
        if (full.indexOf(' ') < 0) {
            return Optional.empty();
        }
        Map<String, Integer> powers = new TreeMap<>();
        int sign = 1;
        int power = 1;
        for (String word : full.split(" ")) {
            String name = word.indexOf('^') < 0 ? word : word.substring(0, word.indexOf('^'));
            if (word.equals("/") || word.equals("per")) {
                sign = -1;
            } else if (BEFORE.containsKey(word)) {
                power = BEFORE.get(word);
            } else if (!Units.measure(name) || WHOLE.contains(name)) {
                return Optional.empty();
            } else {
                int own = name.equals(word) ? 1 : Integer.parseInt(word.substring(name.length() + 1));
                powers.merge(name, sign * power * own, Integer::sum);
                sign = 1;
                power = 1;
            }
        }
        powers.values().removeIf(total -> total == 0);
        if (powers.isEmpty() || power != 1 || sign != 1) {
            return Optional.empty();
        }
        StringBuilder product = new StringBuilder();
        powers.forEach((name, total) ->
                product.append(product.isEmpty() ? "" : " ").append(name).append(total == 1 ? "" : "^" + total));
        return Optional.of(product.toString());
    }
}
