package io.millrace.jinja;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values like Python's {@code repr()}, piece by piece, so that the output for a value with many repeated parts
 * stays bounded.
 */
final class ReprWriter {
    /** Maximum characters of a value in an error message. */
    private static final int SHORT = 60;
    /** Maximum nesting of a value in an error message. */
    private static final int SHORT_DEPTH = 5;

    private final StringBuilder out = new StringBuilder();
    private final @Nullable RenderBudget budget;

    private ReprWriter(@Nullable RenderBudget budget) {
        this.budget = budget;
    }

    /** A whole value. */
    static String all(Object value, RenderBudget budget) {
        ReprWriter written = new ReprWriter(budget);
        written.add(value, 0);
        return written.out.toString();
    }

    /** The beginning of a value, for messages. */
    static String beginning(Object value) {
        ReprWriter written = new ReprWriter(null);
        written.add(value, 0);
        return written.out.length() <= SHORT ? written.out.toString() : written.out.substring(0, SHORT) + "...";
    }

    private void add(Object value, int depth) {
        if (budget == null && out.length() > SHORT) {
            return;
        }
        if (value instanceof String text) {
            quote(text);
        } else if (value instanceof List<?> list) {
            list(list, depth + 1);
        } else if (value instanceof Map<?, ?> map) {
            map(map, depth + 1);
        } else {
            write(plain(value));
        }
    }

    private void list(List<?> list, int depth) {
        if (tooDeep(depth)) {
            return;
        }
        write("[");
        String between = "";
        for (Object element : list) {
            write(between);
            add(element, depth);
            between = ", ";
            if (isFull()) {
                break;
            }
        }
        write("]");
    }

    private void map(Map<?, ?> map, int depth) {
        if (tooDeep(depth)) {
            return;
        }
        write("{");
        String between = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            write(between);
            add(entry.getKey(), depth);
            write(": ");
            add(entry.getValue(), depth);
            between = ", ";
            if (isFull()) {
                break;
            }
        }
        write("}");
    }

    private boolean tooDeep(int depth) {
        if (budget != null) {
            RenderBudget.checkDepth(depth);
            budget.spend(1);
            return false;
        }
        if (depth > SHORT_DEPTH) {
            write("...");
        }
        return depth > SHORT_DEPTH;
    }

    private boolean isFull() {
        return budget == null && out.length() > SHORT;
    }

    private void quote(String text) {
        String shown = budget == null && text.length() > SHORT ? text.substring(0, SHORT + 1) : text;
        char quote = shown.indexOf('\'') >= 0 && shown.indexOf('"') < 0 ? '"' : '\'';
        int from = out.length();
        out.append(quote);
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append(c == quote ? "\\" : "").append(c);
            }
        }
        out.append(quote);
        charge(out.length() - from);
    }

    private void write(String text) {
        out.append(text);
        charge(text.length());
    }

    private void charge(int characters) {
        if (budget != null) {
            budget.read(characters);
            RenderBudget.checkLength(out.length());
        }
    }

    private static String plain(Object value) {
        if (value instanceof Boolean truth) {
            return truth ? "True" : "False";
        }
        if (value instanceof Double number) {
            return Numbers.text(number);
        }
        if (value instanceof Callable) {
            return "function";
        }
        return value == None.NONE ? "None" : value.toString();
    }
}
