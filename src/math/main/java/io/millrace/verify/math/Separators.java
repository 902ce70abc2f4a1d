package io.millrace.verify.math;

import java.util.regex.Pattern;

/** Reads numbers with a comma as the decimal point and spaces between thousands. */
final class Separators {
    private static final Pattern THOUSANDS =
            Pattern.compile("(?<![\\d.,])(\\d{1,3})((?:(?:[ \\u00a0\\u2009\\u202f~]|\\\\[,;: ])\\d{3}(?!\\d))++)");

    private static final Pattern DECIMAL = Pattern.compile("(?<![\\d.,])(\\d+)(?:,|\\{,\\})(\\d+)(?![\\d]|[.,]\\d)");
    private static final int MAX_LENGTH = 400;

    private Separators() {}

    /** The text with decimal points and without separators of thousands; the same text if it has no such numbers. */
    static String point(String text) {
        if (text.length() > MAX_LENGTH || text.indexOf('(') >= 0 || text.indexOf('[') >= 0 || text.indexOf(';') >= 0) {
            return text;
        }
        String joined = THOUSANDS
                .matcher(text)
                .replaceAll(match -> match.group(1) + match.group(2).replaceAll("\\D", ""));
        return DECIMAL.matcher(joined).replaceAll(match -> {
            boolean thousands = match.group(2).length() == 3
                    && match.group(1).length() <= 3
                    && !match.group(1).startsWith("0");
            return match.group(1) + (thousands ? "," : ".") + match.group(2);
        });
    }
}
