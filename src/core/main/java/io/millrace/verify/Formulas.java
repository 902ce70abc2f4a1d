package io.millrace.verify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last formula of a text, with the unit that follows it, if any: for prompts that do not request a boxed answer. */
final class Formulas {
    private static final String[][] DELIMITERS = {{"$$", "$$"}, {"$", "$"}, {"\\[", "\\]"}, {"\\(", "\\)"}};
    private static final Pattern UNIT =
            Pattern.compile("\\s?(\\\\?%|per ?cent\\b|pct\\b|percentage\\b|degrees?\\b|[a-z]{1,12}(?=[.!]?\\s*$))");
    private static final int MAX_UNIT_LENGTH = 40;

    private Formulas() {}

    static Optional<String> last(String text) {
        String last = "";
        int end = 0;
        int[] unclosed = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        int at = 0;
        while (at < text.length()) {
            int kind = kind(text, at);
            int from = kind < 0 ? at : at + DELIMITERS[kind][0].length();
            int close = kind < 0 || unclosed[kind] <= at ? -1 : close(text, from, kind);
            if (kind >= 0 && close < 0) {
                unclosed[kind] = Math.min(unclosed[kind], at);
            }
            if (close < 0) {
                at += text.charAt(at) == '\\' ? 2 : 1;
                continue;
            }
            if (!text.substring(from, close).isBlank()) {
                last = text.substring(from, close).strip();
                end = close + DELIMITERS[kind][1].length();
            }
            at = close + DELIMITERS[kind][1].length();
        }
        return last.isEmpty() ? Optional.empty() : Optional.of(withUnit(last, text, end));
    }

    private static int kind(String text, int at) {
        for (int i = 0; i < DELIMITERS.length; i++) {
            if (text.startsWith(DELIMITERS[i][0], at)) {
                return i;
            }
        }
        return -1;
    }

    private static int close(String text, int from, int kind) {
        String close = DELIMITERS[kind][1];
        int at = text.indexOf(close, from);
        while (at > 0 && close.startsWith("$") && text.charAt(at - 1) == '\\') {
            at = text.indexOf(close, at + 1);
        }
        return at;
    }

    private static String withUnit(String formula, String text, int end) {
        Matcher unit = UNIT.matcher(text.substring(end, Math.min(text.length(), end + MAX_UNIT_LENGTH)));
        boolean stop = formula.endsWith(".") || formula.endsWith(",");
        String answer = stop ? formula.substring(0, formula.length() - 1).strip() : formula;
        return unit.lookingAt() ? answer + " " + unit.group(1) : answer;
    }
}
