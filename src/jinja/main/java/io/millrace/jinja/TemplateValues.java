package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Python's semantics of values: truth, equality, order, text and elements. */
final class TemplateValues {
    private TemplateValues() {}

    static boolean isTrue(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Collection<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value != None.NONE && !(value instanceof Undefined);
    }

    /** Like Python's {@code str()}. */
    static String text(Object value, RenderBudget budget) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Undefined ? "" : ReprWriter.all(value, budget);
    }

    static boolean same(Object left, Object right, RenderBudget budget) {
        return new PythonEquality(budget).same(left, right);
    }

    /** Negative, zero or positive as {@code left} is less than, equal to or greater than {@code right}. */
    static int compare(Object left, Object right, RenderBudget budget) {
        if (left instanceof String first && right instanceof String second) {
            budget.read(Math.min(first.length(), second.length()));
            return first.compareTo(second);
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        throw new TemplateException(
                "only numbers or strings have an order, were %s and %s".formatted(name(left), name(right)));
    }

    static boolean contains(Object whole, Object part, RenderBudget budget) {
        if (whole instanceof String text) {
            check(part instanceof String, "only a string can be in a string, was %s", name(part));
            return Strings.find(text, (String) part, budget) >= 0;
        }
        if (whole instanceof Map<?, ?> map) {
            return map.containsKey(key(part));
        }
        PythonEquality comparing = new PythonEquality(budget);
        for (Object element : elements(whole, budget)) {
            budget.spend(1);
            if (comparing.same(element, part)) {
                return true;
            }
        }
        return false;
    }

    /** A value that can be a key of a mapping. */
    static Object key(Object value) {
        check(
                !(value instanceof List<?> || value instanceof Map<?, ?>),
                "keys of mappings must not be lists or mappings, was %s",
                name(value));
        return value;
    }

    /** Items of a loop over a value: elements, keys or characters. */
    @SuppressWarnings("unchecked")
    static List<Object> elements(Object value, RenderBudget budget) {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        if (value instanceof Map<?, ?> map) {
            budget.spend(map.size());
            return List.copyOf(map.keySet());
        }
        if (value instanceof String text) {
            budget.spend(text.length());
            return Strings.characters(text);
        }
        check(
                value instanceof Undefined,
                "must be a list, a mapping or a string to have elements, was %s",
                name(value));
        return List.of();
    }

    static long length(Object value, RenderBudget budget) {
        if (value instanceof String text) {
            budget.read(text.length());
            return text.codePointCount(0, text.length());
        }
        return value instanceof Map<?, ?> map
                ? map.size()
                : elements(value, budget).size();
    }

    /** A string that is required by an operation. */
    static String string(Object value, String what) {
        check(value instanceof String, "%s must be a string, was %s", what, name(value));
        return (String) value;
    }

    /** Name of the type of a value in error messages. */
    static String name(Object value) {
        if (value instanceof Undefined undefined) {
            return undefined.what() + ", which is undefined";
        }
        return ReprWriter.beginning(value);
    }
}
