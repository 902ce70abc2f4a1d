package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Symbols of units with their prefixes, case-sensitive: {@code mW} is not {@code MW}. Other letters are not units. */
final class UnitSymbols {
    private static final Map<String, String> PREFIXES = OrderedMap.ofEntries(
            Map.entry("T", "tera"),
            Map.entry("G", "giga"),
            Map.entry("M", "mega"),
            Map.entry("k", "kilo"),
            Map.entry("h", "hecto"),
            Map.entry("d", "deci"),
            Map.entry("c", "centi"),
            Map.entry("m", "milli"),
            Map.entry("n", "nano"),
            Map.entry("p", "pico"));
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        add("meter", "m", "d n");
        add("gram", "g", "m n");
        add("second", "s", "m n p");
        add("hour", "h", "");
        add("liter", "l", "m c d");
        add("liter", "L", "m c d");
        add("newton", "N", "k M m");
        add("joule", "J", "k M G m");
        add("watt", "W", "k M G T m n");
        add("kelvin", "K", "m");
        add("ampere", "A", "k m n");
        add("volt", "V", "k M m");
        add("coulomb", "C", "m n");
        add("farad", "F", "m n p");
        add("tesla", "T", "m n");
        add("henry", "H", "m n");
        add("pascal", "Pa", "h k M G");
        add("hertz", "Hz", "k M G T");
        add("electronvolt", "eV", "m k M G T");
        add("mole", "mol", "m k n");
        add("calorie", "cal", "k");
        add("parsec", "pc", "k M G");
        add("atmosphere", "atm", "");
        add("lightyear", "ly", "");
        add("astronomical-unit", "AU", "");
        add("becquerel", "Bq", "k M G");
        add("sievert", "Sv", "m");
        add("horsepower", "hp", "");
        add("erg", "erg", "");
        add("dyne", "dyn", "");
        add("month", "month", "");
    }

    private UnitSymbols() {}

    private static void add(String name, String symbol, String prefixes) {
        NAMES.put(symbol, name);
        for (String prefix : prefixes.split(" ")) {
            if (!prefix.isEmpty()) {
                NAMES.put(prefix + symbol, PREFIXES.get(prefix) + name);
            }
        }
    }

    /** The name of a symbol's unit, in the singular. */
    static Optional<String> name(String symbol) {
        return Optional.ofNullable(NAMES.get(symbol));
    }

    /** Whether {@link #name} returns it for some symbol. */
    static boolean named(String name) {
        return NAMES.containsValue(name);
    }
}
