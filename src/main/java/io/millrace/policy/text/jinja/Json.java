package io.millrace.policy.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Values as JSON, with the blanks that Python's {@code json.dumps} puts and characters beyond ASCII as they are. */
final class Json {
    private Json() {}

    /**
     * A value's JSON.
     *
     * @param indent blanks a level, each element on a line of its own; negative for one line
     * @throws TemplateException if a line would begin with more blanks than a text may have characters
     */
    static String text(Object value, long indent) {
        Budget.checkLength(indent);
        return text(value, indent, "\n");
    }

    private static String text(Object value, long indent, String line) {
        Budget.checkLength(line.length() + Math.max(0, indent));
        String inner = indent < 0 ? line : line + " ".repeat((int) indent);
        Function<Object, String> element = part -> text(part, indent, inner);
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((key, part) -> parts.add(quoted(key(key)) + ": " + element.apply(part)));
            return joined("{", parts, "}", indent, line, inner);
        }
        if (value instanceof List<?> list) {
            return joined("[", list.stream().map(part -> element.apply(part)).toList(), "]", indent, line, inner);
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value == None.NONE) {
            return "null";
        }
        if (!Numbers.isNumber(value)) {
            throw new TemplateException("tojson must be of plain values, was of %s".formatted(Values.name(value)));
        }
        return value instanceof Boolean ? value.toString() : Values.written(value);
    }

    private static String key(Object key) {
        return key instanceof Boolean || key == None.NONE ? text(key, -1) : Values.text(key);
    }

    private static String joined(
            String open, List<String> parts, String close, long indent, String line, String inner) {
        if (parts.isEmpty() || indent < 0) {
            return open + String.join(", ", parts) + close;
        }
        return open + inner + String.join("," + inner, parts) + line + close;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\b' -> quoted.append("\\b");
                case '\f' -> quoted.append("\\f");
                default -> quoted.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return quoted.append('"').toString();
    }
}
