package io.millrace.policy.text.jinja;

import static io.millrace.policy.text.jinja.TemplateException.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Python says of values: whether they are true, equal or in order, their text and their elements. */
final class Values {
    private Values() {}

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

    /** As {@code str()}. */
    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Undefined ? "" : written(value);
    }

    /** As {@code repr()}. */
    static String written(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value == None.NONE) {
            return "None";
        }
        if (value instanceof Double number) {
            return Numbers.text(number);
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::written).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> written(entry.getKey()) + ": " + written(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof Undefined ? "Undefined" : value.toString();
    }

    private static String quoted(String text) {
        String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        return quote
                + text.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                        .replace(quote, "\\" + quote)
                + quote;
    }

    static boolean same(Object left, Object right) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right) == 0;
        }
        return left.equals(right);
    }

    /** Negative, zero or positive as {@code left} is less than, equal to or greater than {@code right}. */
    static int compare(Object left, Object right) {
        if (left instanceof String first && right instanceof String second) {
            return first.compareTo(second);
        }
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.compare(left, right);
        }
        throw new TemplateException(
                "only numbers or strings have an order, were %s and %s".formatted(name(left), name(right)));
    }

    static boolean contains(Object whole, Object part) {
        if (whole instanceof String text) {
            check(part instanceof String, "only a string can be in a string, was %s", name(part));
            return text.contains((String) part);
        }
        if (whole instanceof Map<?, ?> map) {
            return map.containsKey(part);
        }
        return elements(whole).stream().anyMatch(element -> same(element, part));
    }

    /** What a loop over a value goes through: elements, keys or characters. */
    @SuppressWarnings("unchecked")
    static List<Object> elements(Object value) {
        if (value instanceof List<?> list) {
            return (List<Object>) list;
        }
        if (value instanceof Map<?, ?> map) {
            return List.copyOf(map.keySet());
        }
        if (value instanceof String text) {
            return Strings.characters(text);
        }
        check(
                value instanceof Undefined,
                "must be a list, a mapping or a string to have elements, was %s",
                name(value));
        return List.of();
    }

    static long length(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        return value instanceof Map<?, ?> map ? map.size() : elements(value).size();
    }

    /** A string that an operation needs. */
    static String string(Object value, String what) {
        check(value instanceof String, "%s must be a string, was %s", what, name(value));
        return (String) value;
    }

    /** What error messages call a value. */
    static String name(Object value) {
        if (value instanceof Undefined undefined) {
            return undefined.what() + ", which is undefined";
        }
        String written = written(value);
        return written.length() <= 60 ? written : written.substring(0, 60) + "...";
    }
}
