package io.millrace.verify.math.latex;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks ahead in a formula's text. */
final class Lookahead {
    /** Commands at the end of a formula that print nothing. */
    private static final Pattern END =
            Pattern.compile("\\\\(?:(?:end|tag\\*?)\\{[^{}]*\\}|checkmark\\b|blacksquare\\b|q?quad\\b|qed\\b)");

    private Lookahead() {}

    /**
     * The argument of a command.
     *
     * @param end end of the argument in the text
     */
    record Argument(String content, int end) {}

    /** Whether only the end of a sentence or a formula follows. */
    static boolean ends(String text, int at) {
        Matcher end = END.matcher(text);
        int i = at;
        while (i < text.length()) {
            if (Character.isWhitespace(text.charAt(i))
                    || "$}.)\\]".indexOf(text.charAt(i)) >= 0
                            && !end.region(i, text.length()).lookingAt()) {
                i++;
            } else if (end.region(i, text.length()).lookingAt()) {
                i = end.end();
            } else {
                return false;
            }
        }
        return true;
    }

    /** Whether a new row starts a new value: it is not empty and does not continue a chain of relations. */
    static boolean startsValue(String text, int at) {
        int next = at;
        while (next < text.length()
                && (Character.isWhitespace(text.charAt(next)) || "&}$".indexOf(text.charAt(next)) >= 0)) {
            next++;
        }
        boolean last = next >= text.length() || text.startsWith("\\end", next) || text.startsWith("\\\\", next);
        boolean chain = !last
                && ("=<>".indexOf(text.charAt(next)) >= 0
                        || text.startsWith("\\le", next) && !text.startsWith("\\left", next)
                        || text.startsWith("\\ge", next)
                        || text.startsWith("\\approx", next));
        return !last && !chain;
    }

    static int afterBlanks(String text, int at) {
        int i = at;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    static boolean startsWith(String text, int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** The index after a star and an argument in square brackets, where they follow. */
    static int afterOptional(String text, int from) {
        int at = startsWith(text, from, '*') ? from + 1 : from;
        return startsWith(text, afterBlanks(text, at), '[') ? Math.max(at, text.indexOf(']', at) + 1) : at;
    }

    /**
     * The content of the following braces, or the following character; the additional argument of {@code \begin{array}}
     * is skipped.
     */
    static Argument argument(String text, int from) {
        int at = afterBlanks(text, from);
        int brace = startsWith(text, at, '{') ? text.indexOf('}', at) : -1;
        String content = brace < 0
                ? text.substring(at, Math.min(text.length(), at + 1))
                : text.substring(at + 1, brace).strip();
        int end = brace < 0 ? Math.min(text.length(), at + 1) : brace + 1;
        boolean array = content.equals("array") && startsWith(text, end, '{');
        return new Argument(content, array ? argument(text, end).end() : end);
    }
}
