package io.millrace.verify;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last number of a text. If it is part of a larger expression, such as the 4 of {@code \frac{3}{4}}, {@code x^4} or {@code C4},
 * there is no answer, because an earlier number would not be a better one.
 */
final class LastNumber {
    private static final String SIGN = "[-\u2212\u2013]";

    /** Free of backtracking, so the time is linear. A minus after a digit, a letter or a bracket is not a sign. */
    private static final Pattern NUMBER = Pattern.compile("(?:(?<![\\w)\\]}])" + SIGN
            + ")?+(?:\\d[\\d,]*+(?:\\.\\d++)?+|\\.\\d++)" + "(?:[eE][-+]?+\\d++)?+(?:/\\d++)?+(?:\\\\?+%)?+");

    /** Number of characters before a number that are inspected. */
    private static final int NEAR = 40;

    /**
     * Text before a number that is part of a larger expression: a power, an index, a letter, a bracket of LaTeX, a
     * root, another number, a command, a sum, or a separate minus.
     */
    private static final Pattern BEHIND =
            Pattern.compile("(?:[\\p{L}\\p{M}\\p{No}^_{}\\\\/\u221a\u221b\u221c\u00b1\u2213]|\\d[.:]?|\\\\[A-Za-z]+\\s+"
                    + "|[\\p{L})\\]}][-+*\u2212\u2013\u00b7\u00d7]|[=(]\\s*" + SIGN + "\\s+)$");

    /**
     * Text after a number that is part of a larger expression: a letter, a power, a factorial or a factor, but not the
     * end of mathematics, such as {@code \)}.
     */
    private static final Pattern BEFORE =
            Pattern.compile("[\\p{L}\\p{M}\\p{No}^_{}(!\u221a]|\\\\(?![)\\]\\\\])|[-+*/\u2212\u2013][\\p{L}\\\\(]");

    private LastNumber() {}

    /** The number, with an ASCII minus and without trailing commas. */
    static Optional<String> of(String text) {
        Matcher matcher = NUMBER.matcher(text);
        int start = -1;
        int end = -1;
        while (matcher.find()) {
            start = matcher.start();
            end = matcher.end();
        }
        if (start < 0
                || BEHIND.matcher(text.substring(Math.max(0, start - NEAR), start))
                        .find()
                || BEFORE.matcher(text).region(end, text.length()).lookingAt()) {
            return Optional.empty();
        }
        while (text.charAt(end - 1) == ',') {
            end--;
        }
        return Optional.of(text.substring(start, end).replaceFirst("^" + SIGN, "-"));
    }
}
