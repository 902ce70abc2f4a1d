package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;
import static java.util.Map.entry;

import io.millrace.ordered.OrderedMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Filters, applied with {@code |}. */
final class Filters {
    private static final Map<String, BiFunction<Object, Arguments, Object>> FILTERS = OrderedMap.ofEntries(
            entry(
                    "trim",
                    (value, with) -> Strings.strip(
                            text(value, with), with.only("chars").string(0, "chars", ""), true, true, with.budget())),
            entry("upper", (value, with) -> text(value, with).toUpperCase(Locale.ROOT)),
            entry("lower", (value, with) -> text(value, with).toLowerCase(Locale.ROOT)),
            entry("title", (value, with) -> Strings.title(text(value, with))),
            entry("capitalize", (value, with) -> Strings.capitalize(text(value, with))),
            entry("string", (value, with) -> text(value, with)),
            entry("safe", (value, with) -> value),
            entry("replace", (value, with) -> replace(text(value, with), with)),
            entry(
                    "tojson",
                    (value, with) -> Json.text(value, with.only("indent").whole(0, "indent", -1), with.budget())),
            entry("length", (value, with) -> TemplateValues.length(value, with.budget())),
            entry("count", (value, with) -> TemplateValues.length(value, with.budget())),
            entry("default", Filters::defaulted),
            entry("d", Filters::defaulted),
            entry("first", (value, with) -> end(value, true, with.budget())),
            entry("last", (value, with) -> end(value, false, with.budget())),
            entry("list", (value, with) -> TemplateValues.elements(value, with.budget())),
            entry("items", (value, with) -> items(value, with.budget())),
            entry(
                    "dictsort",
                    (value, with) -> sorted(items(with.only().callee(), value, with.budget()), with.budget())),
            entry("reverse", (value, with) -> reversed(value, with.budget())),
            entry("unique", (value, with) -> distinct(value, with.budget())),
            entry(
                    "join",
                    (value, with) -> join(
                            each(value, with.get(1, "attribute"), with.budget()),
                            with.string(0, "d", ""),
                            with.budget())),
            entry("map", Filters::mapped),
            entry("select", (value, with) -> chosen(value, asked(with, 0), with.budget())),
            entry("reject", (value, with) -> chosen(value, asked(with, 0).negate(), with.budget())),
            entry("selectattr", (value, with) -> chosen(value, ofAttribute(with), with.budget())),
            entry("rejectattr", (value, with) -> chosen(value, ofAttribute(with).negate(), with.budget())),
            entry("int", (value, with) -> whole(value, with.whole(0, "default", 0), with.budget())),
            entry("float", (value, with) -> fraction(value, with.budget())));

    private Filters() {}

    static boolean knows(String name) {
        return FILTERS.containsKey(name);
    }

    static Object apply(String name, Object value, Arguments with) {
        return with.budget()
                .made(TemplateException.found(
                                Optional.ofNullable(FILTERS.get(name)), "filter %s is not supported", name)
                        .apply(value, with));
    }

    /** A value as text; most text filters convert their input this way. */
    private static String text(Object value, Arguments with) {
        String text = TemplateValues.text(value, with.budget());
        with.budget().read(text.length());
        return text;
    }

    static String replace(String text, Arguments with) {
        Arguments known = with.only("old", "new", "count");
        String old = known.string(0, "old");
        check(!old.isEmpty(), "replace: old must not be empty");
        return Strings.replace(text, old, known.string(1, "new"), known.whole(2, "count", -1), with.budget());
    }

    static String join(Object value, String separator, RenderBudget budget) {
        StringBuilder joined = new StringBuilder();
        String between = "";
        for (Object element : TemplateValues.elements(value, budget)) {
            budget.spend(1);
            String text = TemplateValues.text(element, budget);
            RenderBudget.checkLength((long) joined.length() + between.length() + text.length());
            joined.append(between).append(text);
            budget.read((long) between.length() + text.length());
            between = separator;
        }
        return joined.toString();
    }

    private static Object defaulted(Object value, Arguments with) {
        Arguments known = with.only("default_value", "boolean");
        boolean missing = value instanceof Undefined || known.flag(1, "boolean") && !TemplateValues.isTrue(value);
        return missing ? known.get(0, "default_value").orElse("") : value;
    }

    private static Object end(Object value, boolean first, RenderBudget budget) {
        if (value instanceof String text && !text.isEmpty()) {
            return Character.toString(first ? text.codePointAt(0) : text.codePointBefore(text.length()));
        }
        List<Object> elements = TemplateValues.elements(value, budget);
        if (elements.isEmpty()) {
            return new Undefined("an element of %s".formatted(TemplateValues.name(value)));
        }
        return elements.get(first ? 0 : elements.size() - 1);
    }

    /** The first of each set of equal elements. Lists and mappings are compared with all elements kept so far. */
    private static List<Object> distinct(Object value, RenderBudget budget) {
        PythonEquality comparing = new PythonEquality(budget);
        Set<Object> plain = new LinkedHashSet<>();
        List<Object> nested = new ArrayList<>();
        List<Object> kept = new ArrayList<>();
        for (Object element : TemplateValues.elements(value, budget)) {
            budget.spend(1);
            boolean isNested = element instanceof List<?> || element instanceof Map<?, ?>;
            if (element instanceof String text) {
                budget.read(text.length());
            }
            boolean isNew =
                    isNested ? nested.stream().noneMatch(other -> comparing.same(element, other)) : plain.add(element);
            if (isNew) {
                kept.add(element);
            }
            if (isNew && isNested) {
                nested.add(element);
            }
        }
        return kept;
    }

    private static List<Object> items(Object value, RenderBudget budget) {
        return value instanceof Undefined ? List.of() : items("items", value, budget);
    }

    private static List<Object> items(String filter, Object value, RenderBudget budget) {
        check(
                value instanceof Map<?, ?>,
                "%s must be applied to a mapping, was applied to %s",
                filter,
                TemplateValues.name(value));
        return Methods.items((Map<?, ?>) value, budget);
    }

    /** Sorts pairs by their first element, ignoring case. */
    private static List<Object> sorted(List<Object> pairs, RenderBudget budget) {
        List<Map.Entry<Object, Object>> byKey = new ArrayList<>();
        pairs.forEach(pair -> byKey.add(Map.entry(key(pair, budget), pair)));
        return byKey.stream()
                .sorted((left, right) -> {
                    budget.spend(1);
                    return TemplateValues.compare(left.getKey(), right.getKey(), budget);
                })
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Object key(Object pair, RenderBudget budget) {
        Object key = ((List<?>) pair).get(0);
        if (key instanceof String text) {
            budget.read(text.length());
            return text.toLowerCase(Locale.ROOT);
        }
        return key;
    }

    private static Object reversed(Object value, RenderBudget budget) {
        if (value instanceof String text) {
            budget.read(text.length());
            return new StringBuilder(text).reverse().toString();
        }
        List<Object> elements = new ArrayList<>(TemplateValues.elements(value, budget));
        Collections.reverse(elements);
        return elements;
    }

    private static List<Object> mapped(Object value, Arguments with) {
        if (with.named().containsKey("attribute")) {
            Optional<Object> otherwise = Optional.ofNullable(with.named().get("default"));
            return each(value, with.get(Integer.MAX_VALUE, "attribute"), with.budget()).stream()
                    .map(found -> found instanceof Undefined ? otherwise.orElse(found) : found)
                    .toList();
        }
        String name = with.string(0, "filter");
        Arguments rest = with.after(1, name);
        return TemplateValues.elements(value, with.budget()).stream()
                .map(element -> apply(name, element, rest))
                .toList();
    }

    /** The elements, or an attribute of each. */
    private static List<Object> each(Object value, Optional<Object> attribute, RenderBudget budget) {
        List<Object> elements = TemplateValues.elements(value, budget);
        if (attribute.isEmpty()) {
            return elements;
        }
        Function<Object, Object> part = attribute(attribute.get(), budget);
        return elements.stream().map(part).toList();
    }

    /** An attribute by name, which may be a path: {@code a.b}. */
    private static Function<Object, Object> attribute(Object name, RenderBudget budget) {
        List<String> path = List.of(TemplateValues.string(name, "attribute").split("\\."));
        return value -> {
            budget.spend(path.size());
            Object found = value;
            for (String part : path) {
                found = Access.attribute(found, part);
            }
            return found;
        };
    }

    private static List<Object> chosen(Object value, Predicate<Object> choice, RenderBudget budget) {
        List<Object> chosen = new ArrayList<>();
        for (Object element : TemplateValues.elements(value, budget)) {
            budget.spend(1);
            if (choice.test(element)) {
                chosen.add(element);
            }
        }
        return chosen;
    }

    private static Predicate<Object> ofAttribute(Arguments with) {
        Function<Object, Object> attribute = attribute(with.need(0, "attribute"), with.budget());
        Predicate<Object> test = asked(with, 1);
        return element -> test.test(attribute.apply(element));
    }

    /** A test by name with its arguments; without a name, the test for truth. */
    private static Predicate<Object> asked(Arguments with, int from) {
        if (from >= with.positional().size()) {
            return TemplateValues::isTrue;
        }
        String name = with.string(from, "test");
        Arguments rest = with.after(from + 1, name);
        return value -> Tests.holds(name, value, rest);
    }

    private static long whole(Object value, long otherwise, RenderBudget budget) {
        if (value instanceof String text) {
            budget.read(text.length());
            String digits = text.strip();
            return digits.matches("[+-]?\\d{1,18}") ? Long.parseLong(digits) : otherwise;
        }
        if (value instanceof Double number) {
            return number.longValue();
        }
        return Numbers.isWhole(value) ? Numbers.whole(value, "int") : otherwise;
    }

    private static double fraction(Object value, RenderBudget budget) {
        if (value instanceof String text) {
            budget.read(10L * text.length());
            String digits = text.strip();
            return digits.matches("[+-]?\\d+(\\.\\d+)?") ? Double.parseDouble(digits) : 0;
        }
        return Numbers.isNumber(value) ? Numbers.fraction(value, "float") : 0;
    }
}
