package io.millrace.verify.math.latex;

/** Finds decimal numbers: thousands parted by commas or thin spaces, exponents ({@code 3.3e-10}), repeating digits. */
final class Numbers {
    private static final String[] SURE_COMMAS = {",\\!", "{,}", "\\,"};
    private static final String[] BARS = {"\\overline{", "\\bar{"};

    /**
     * A number that was found.
     *
     * @param end where the text goes on after it
     * @param digits as {@code 1234.5(6)} or {@code 1.5e-7}
     */
    record Scan(int end, String digits) {}

    private Numbers() {}

    static boolean startsAt(String text, int at) {
        return digit(text, at) || at < text.length() && text.charAt(at) == '.' && digit(text, at + 1);
    }

    private static boolean digit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static int digits(String text, int from) {
        int end = from;
        while (digit(text, end)) {
            end++;
        }
        return end;
    }

    /** @param joinable whether a bare comma before three digits parts thousands */
    static Scan scan(String text, int start, boolean joinable) {
        StringBuilder digits = new StringBuilder();
        int at = digits(text, start);
        digits.append(text, start, at);
        if (at > start && at - start <= 3 && text.charAt(start) != '0') {
            at = thousands(text, at, joinable, digits);
        }
        int point = at;
        if (at < text.length() && text.charAt(at) == '.' && (digit(text, at + 1) || bar(text, at + 1) > 0)) {
            at = digits(text, at + 1);
            digits.append(text, point, at);
            at = repeating(text, at, digits);
        }
        return exponent(text, at, digits);
    }

    private static int thousands(String text, int from, boolean joinable, StringBuilder digits) {
        int at = from;
        while (true) {
            int group = group(text, at, joinable);
            if (group < 0) {
                return at;
            }
            digits.append(text, group, group + 3);
            at = group + 3;
        }
    }

    /** Where the next three digits begin; below 0 if none follow. */
    private static int group(String text, int at, boolean joinable) {
        int group = -1;
        for (String comma : SURE_COMMAS) {
            if (text.startsWith(comma, at)) {
                group = at + comma.length();
                while (group < text.length() && text.charAt(group) == ' ' && comma.equals(",\\!")) {
                    group++;
                }
            }
        }
        boolean bare = group < 0 && at < text.length() && text.charAt(at) == ',';
        if (bare && (joinable || digit(text, at + 1) && text.charAt(at + 1) == '0')) {
            group = at + 1;
        }
        return group >= 0 && digits(text, group) == group + 3 ? group : -1;
    }

    private static int bar(String text, int at) {
        for (String bar : BARS) {
            if (text.startsWith(bar, at) && digit(text, at + bar.length())) {
                return bar.length();
            }
        }
        return 0;
    }

    private static int repeating(String text, int at, StringBuilder digits) {
        int from = at + bar(text, at);
        int end = digits(text, from);
        if (from == at || end >= text.length() || text.charAt(end) != '}') {
            return at;
        }
        digits.append('(').append(text, from, end).append(')');
        return end + 1;
    }

    private static Scan exponent(String text, int at, StringBuilder digits) {
        boolean marked = at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E');
        int from = at + 1;
        if (marked && from < text.length() && (text.charAt(from) == '-' || text.charAt(from) == '+')) {
            from++;
        }
        int end = digits(text, from);
        boolean letterNext = end < text.length() && Character.isLetter(text.charAt(end));
        if (!marked || end == from || letterNext || digits.indexOf("(") >= 0) {
            return new Scan(at, digits.toString());
        }
        return new Scan(end, digits.append('e').append(text, at + 1, end).toString());
    }
}
