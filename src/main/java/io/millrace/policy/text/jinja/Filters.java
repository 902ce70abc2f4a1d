package io.millrace.policy.text.jinja;

import static io.millrace.policy.text.jinja.TemplateException.check;
import static java.util.Map.entry;

import io.millrace.ordered.OrderedMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What {@code |} can do to a value. */
final class Filters {
    private static final Map<String, BiFunction<Object, Arguments, Object>> FILTERS = OrderedMap.ofEntries(
            entry(
                    "trim",
                    (value, with) ->
                            Strings.strip(Values.text(value), with.only("chars").string(0, "chars", ""), true, true)),
            entry("upper", (value, with) -> Values.text(value).toUpperCase(Locale.ROOT)),
            entry("lower", (value, with) -> Values.text(value).toLowerCase(Locale.ROOT)),
            entry("title", (value, with) -> Strings.title(Values.text(value))),
            entry("capitalize", (value, with) -> Strings.capitalize(Values.text(value))),
            entry("string", (value, with) -> Values.text(value)),
            entry("safe", (value, with) -> value),
            entry("replace", (value, with) -> replace(Values.text(value), with)),
            entry(
                    "tojson",
                    (value, with) -> Json.text(value, with.only("indent").whole(0, "indent", -1))),
            entry("length", (value, with) -> Values.length(value)),
            entry("count", (value, with) -> Values.length(value)),
            entry("default", Filters::defaulted),
            entry("d", Filters::defaulted),
            entry("first", (value, with) -> end(value, true)),
            entry("last", (value, with) -> end(value, false)),
            entry("list", (value, with) -> Values.elements(value)),
            entry("items", (value, with) -> items(value)),
            entry("dictsort", (value, with) -> sorted(items(with.only().callee(), value))),
            entry("reverse", (value, with) -> reversed(value)),
            entry(
                    "unique",
                    (value, with) -> Values.elements(value).stream().distinct().toList()),
            entry("join", (value, with) -> join(each(value, with.get(1, "attribute")), with.string(0, "d", ""))),
            entry("map", Filters::mapped),
            entry("select", (value, with) -> chosen(value, asked(with, 0))),
            entry("reject", (value, with) -> chosen(value, asked(with, 0).negate())),
            entry("selectattr", (value, with) -> chosen(value, ofAttribute(with))),
            entry("rejectattr", (value, with) -> chosen(value, ofAttribute(with).negate())),
            entry("int", (value, with) -> whole(value, with.whole(0, "default", 0))),
            entry("float", (value, with) -> fraction(value)));

    private Filters() {}

    static boolean knows(String name) {
        return FILTERS.containsKey(name);
    }

    static Object apply(String name, Object value, Arguments with) {
        return TemplateException.found(Optional.ofNullable(FILTERS.get(name)), "filter %s is not supported", name)
                .apply(value, with);
    }

    static String replace(String text, Arguments with) {
        Arguments known = with.only("old", "new", "count");
        String old = known.string(0, "old");
        check(!old.isEmpty(), "old of replace must not be empty, was");
        return Strings.replace(text, old, known.string(1, "new"), known.whole(2, "count", -1));
    }

    static String join(Object value, String separator) {
        List<String> parts = Values.elements(value).stream().map(Values::text).toList();
        long length = parts.stream().mapToLong(String::length).sum();
        Budget.checkLength(length + (long) parts.size() * separator.length());
        return String.join(separator, parts);
    }

    private static Object defaulted(Object value, Arguments with) {
        Arguments known = with.only("default_value", "boolean");
        boolean missing = value instanceof Undefined || known.flag(1, "boolean") && !Values.isTrue(value);
        return missing ? known.get(0, "default_value").orElse("") : value;
    }

    private static Object end(Object value, boolean first) {
        List<Object> elements = Values.elements(value);
        if (elements.isEmpty()) {
            return new Undefined("an element of %s".formatted(Values.name(value)));
        }
        return elements.get(first ? 0 : elements.size() - 1);
    }

    private static List<Object> items(Object value) {
        return value instanceof Undefined ? List.of() : items("items", value);
    }

    private static List<Object> items(String filter, Object value) {
        check(value instanceof Map<?, ?>, "%s must be of a mapping, was of %s", filter, Values.name(value));
        return Methods.items((Map<?, ?>) value);
    }

    /** Pairs by their first element, in any case of letters. */
    private static List<Object> sorted(List<Object> pairs) {
        return pairs.stream()
                .sorted((left, right) -> Values.compare(key(left), key(right)))
                .toList();
    }

    private static Object key(Object pair) {
        Object key = ((List<?>) pair).get(0);
        return key instanceof String text ? text.toLowerCase(Locale.ROOT) : key;
    }

    private static Object reversed(Object value) {
        List<Object> elements = new ArrayList<>(Values.elements(value));
        Collections.reverse(elements);
        return value instanceof String
                ? elements.stream().map(String.class::cast).collect(Collectors.joining())
                : elements;
    }

    private static List<Object> mapped(Object value, Arguments with) {
        if (with.named().containsKey("attribute")) {
            Optional<Object> otherwise = Optional.ofNullable(with.named().get("default"));
            return each(value, with.get(Integer.MAX_VALUE, "attribute")).stream()
                    .map(found -> found instanceof Undefined ? otherwise.orElse(found) : found)
                    .toList();
        }
        String name = with.string(0, "filter");
        return Values.elements(value).stream()
                .map(element -> apply(name, element, with.after(1, name)))
                .toList();
    }

    /** The elements, or an attribute of each. */
    private static List<Object> each(Object value, Optional<Object> attribute) {
        return attribute.isEmpty()
                ? Values.elements(value)
                : Values.elements(value).stream()
                        .map(element -> attribute(element, attribute.get()))
                        .toList();
    }

    /** An attribute by its name, which may lead through several: {@code a.b}. */
    private static Object attribute(Object value, Object name) {
        Object found = value;
        for (String part : Values.string(name, "attribute").split("\\.")) {
            found = Access.attribute(found, part);
        }
        return found;
    }

    private static List<Object> chosen(Object value, Predicate<Object> choice) {
        return Values.elements(value).stream().filter(choice).toList();
    }

    private static Predicate<Object> ofAttribute(Arguments with) {
        Object name = with.need(0, "attribute");
        Predicate<Object> test = asked(with, 1);
        return element -> test.test(attribute(element, name));
    }

    /** A test by its name, with what follows it; without one, whether a value is true. */
    private static Predicate<Object> asked(Arguments with, int from) {
        if (from >= with.positional().size()) {
            return Values::isTrue;
        }
        String name = with.string(from, "test");
        Arguments rest = with.after(from + 1, name);
        return value -> Tests.holds(name, value, rest);
    }

    private static long whole(Object value, long otherwise) {
        if (value instanceof String text) {
            String digits = text.strip();
            return digits.matches("[+-]?\\d{1,18}") ? Long.parseLong(digits) : otherwise;
        }
        if (value instanceof Double number) {
            return number.longValue();
        }
        return Numbers.isWhole(value) ? Numbers.whole(value, "int") : otherwise;
    }

    private static double fraction(Object value) {
        if (value instanceof String text) {
            String digits = text.strip();
            return digits.matches("[+-]?\\d+(\\.\\d+)?") ? Double.parseDouble(digits) : 0;
        }
        return Numbers.isNumber(value) ? Numbers.fraction(value, "float") : 0;
    }
}
