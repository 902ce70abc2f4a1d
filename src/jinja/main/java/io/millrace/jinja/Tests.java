package io.millrace.jinja;

import static java.util.Map.entry;

import io.millrace.ordered.OrderedMap;
import io.millrace.ordered.OrderedSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Tests, applied with {@code is}. */
final class Tests {
    private static final Set<String> WITH_ARGUMENT =
            OrderedSet.of("eq", "equalto", "==", "ne", "!=", "in", "divisibleby");
    private static final Map<String, BiPredicate<Object, Arguments>> TESTS = OrderedMap.ofEntries(
            entry("defined", (value, with) -> !(value instanceof Undefined)),
            entry("undefined", (value, with) -> value instanceof Undefined),
            entry("none", (value, with) -> value == None.NONE),
            entry("string", (value, with) -> value instanceof String),
            entry("mapping", (value, with) -> value instanceof Map<?, ?>),
            entry("sequence", (value, with) -> isCollection(value)),
            entry("iterable", (value, with) -> isCollection(value) || value instanceof Undefined),
            entry("callable", (value, with) -> value instanceof Callable),
            entry("boolean", (value, with) -> value instanceof Boolean),
            entry("true", (value, with) -> Boolean.TRUE.equals(value)),
            entry("false", (value, with) -> Boolean.FALSE.equals(value)),
            entry("number", (value, with) -> Numbers.isNumber(value)),
            entry("integer", (value, with) -> value instanceof Long),
            entry("float", (value, with) -> value instanceof Double),
            entry("odd", (value, with) -> Math.floorMod(Numbers.whole(value, "operand of odd"), 2) == 1),
            entry("even", (value, with) -> Math.floorMod(Numbers.whole(value, "operand of even"), 2) == 0),
            entry(
                    "divisibleby",
                    (value, with) -> TemplateValues.same(
                            Operator.REMAINDER.apply(value, with.need(0, "num"), with.budget()), 0L, with.budget())),
            entry("eq", (value, with) -> TemplateValues.same(value, with.need(0, "other"), with.budget())),
            entry("equalto", (value, with) -> TemplateValues.same(value, with.need(0, "other"), with.budget())),
            entry("==", (value, with) -> TemplateValues.same(value, with.need(0, "other"), with.budget())),
            entry("ne", (value, with) -> !TemplateValues.same(value, with.need(0, "other"), with.budget())),
            entry("!=", (value, with) -> !TemplateValues.same(value, with.need(0, "other"), with.budget())),
            entry("in", (value, with) -> TemplateValues.contains(with.need(0, "seq"), value, with.budget())));

    private Tests() {}

    private static boolean isCollection(Object value) {
        return value instanceof String || value instanceof List<?> || value instanceof Map<?, ?>;
    }

    static boolean knows(String name) {
        return TESTS.containsKey(name);
    }

    /** Whether a test needs an argument. */
    static boolean takesArgument(String name) {
        return WITH_ARGUMENT.contains(name);
    }

    static boolean holds(String name, Object value, Arguments with) {
        return TemplateException.found(Optional.ofNullable(TESTS.get(name)), "test %s is not supported", name)
                .test(value, with);
    }
}
