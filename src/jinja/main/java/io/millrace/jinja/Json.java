package io.millrace.jinja;

import java.util.List;
import java.util.Map;

/** Formats values as JSON, with the spacing of Python's {@code json.dumps} and unescaped non-ASCII characters. */
final class Json {
    private final StringBuilder out = new StringBuilder();
    private final int indent;
    private final RenderBudget budget;

    private Json(int indent, RenderBudget budget) {
        this.indent = indent;
        this.budget = budget;
    }

    /**
     * A value's JSON.
     *
     * @param indent spaces per level, with each element on a separate line; negative for a single line
     * @throws TemplateException if it would exceed the maximum length of a text
     */
    static String text(Object value, long indent, RenderBudget budget) {
        RenderBudget.checkLength(indent);
        Json json = new Json((int) Math.max(-1, indent), budget);
        json.add(value, 0);
        return json.out.toString();
    }

    private void add(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map, depth);
        } else if (value instanceof List<?> list) {
            writeList(list, depth);
        } else if (value instanceof String text) {
            writeString(text);
        } else if (value == None.NONE) {
            write("null");
        } else {
            if (!Numbers.isNumber(value)) {
                throw new TemplateException("tojson must be applied to plain values, was applied to %s"
                        .formatted(TemplateValues.name(value)));
            }
            write(value instanceof Boolean ? value.toString() : TemplateValues.text(value, budget));
        }
    }

    private void writeMap(Map<?, ?> map, int depth) {
        RenderBudget.checkDepth(depth + 1);
        write("{");
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            begin(first, depth + 1);
            writeKey(entry.getKey());
            write(": ");
            add(entry.getValue(), depth + 1);
            first = false;
        }
        end(first, depth);
        write("}");
    }

    private void writeList(List<?> list, int depth) {
        RenderBudget.checkDepth(depth + 1);
        write("[");
        boolean first = true;
        for (Object element : list) {
            begin(first, depth + 1);
            add(element, depth + 1);
            first = false;
        }
        end(first, depth);
        write("]");
    }

    private void begin(boolean first, int depth) {
        budget.spend(1);
        if (!first) {
            write(indent < 0 ? ", " : ",");
        }
        line(depth);
    }

    private void end(boolean isEmpty, int depth) {
        if (!isEmpty) {
            line(depth);
        }
    }

    private void line(int depth) {
        if (indent >= 0) {
            RenderBudget.checkLength(out.length() + 1 + (long) indent * depth);
            write("\n" + " ".repeat(indent * depth));
        }
    }

    /** Writes a mapping key; keys that are not strings are converted to strings. */
    private void writeKey(Object key) {
        if (key instanceof Boolean || key == None.NONE) {
            writeString(key == None.NONE ? "null" : key.toString());
        } else {
            writeString(TemplateValues.text(key, budget));
        }
    }

    private void write(String text) {
        out.append(text);
        budget.read(text.length());
        RenderBudget.checkLength(out.length());
    }

    private void writeString(String text) {
        int from = out.length();
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> writeEscaped(c);
            }
        }
        out.append('"');
        budget.read(out.length() - from);
        RenderBudget.checkLength(out.length());
    }

    /** Writes a character, a control character as its Unicode escape. */
    private void writeEscaped(char c) {
        if (c < ' ') {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        } else {
            out.append(c);
        }
    }
}
