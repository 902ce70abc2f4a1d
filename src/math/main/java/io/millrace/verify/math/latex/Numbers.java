package io.millrace.verify.math.latex;

/**
 * Finds decimal numbers: thousands separated by commas or thin spaces, exponents ({@code 3.3e-10}), repeating digits.
 */
final class Numbers {
    private static final String[] SURE_COMMAS = {",\\!", "{,}", "{, }", " {, }", "\\,", "\\!"};
    private static final String[] BARS = {"\\overline", "\\bar"};
    private static final String DOT = "\\dot";

    /**
     * A number that was found.
     *
     * @param end index after the number
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

    /** @param joinable whether a plain comma before three digits separates thousands */
    static Scan scan(String text, int start, boolean joinable) {
        StringBuilder digits = new StringBuilder();
        int at = digits(text, start);
        digits.append(text, start, at);
        if (at > start && at - start <= 3 && text.charAt(start) != '0') {
            at = thousands(text, at, joinable, digits);
        }
        int point = at;
        if (at < text.length() && text.charAt(at) == '.' && (digit(text, at + 1) || repeats(text, at + 1) > 0)) {
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

    /** The index of the next three digits; negative if none follow. */
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

    /** The start of the argument of a bar or dot over digits, at its brace if it has one; 0 if there is none. */
    private static int repeats(String text, int at) {
        for (String bar : BARS) {
            if (text.startsWith(bar, at)) {
                return argument(text, at + bar.length());
            }
        }
        return text.startsWith(DOT, at) ? argument(text, at + DOT.length()) : 0;
    }

    private static int argument(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        boolean brace = at < text.length() && text.charAt(at) == '{';
        return digit(text, brace ? at + 1 : at) ? at : 0;
    }

    /** The digits under a bar, or from a dot to the next one. */
    private static int repeating(String text, int at, StringBuilder digits) {
        int from = repeats(text, at);
        if (from == 0) {
            return at;
        }
        int end = over(text, from);
        if (end < 0) {
            return at;
        }
        String first = plain(text, from, end);
        int last = digits(text, end);
        int closing = text.startsWith(DOT, at) ? repeats(text, last) : 0;
        if (closing > 0 && text.startsWith(DOT, last) && over(text, closing) > 0) {
            String middle = text.substring(end, last);
            end = over(text, closing);
            first = first + middle + plain(text, closing, end);
        }
        digits.append('(').append(first).append(')');
        return end;
    }

    /** The end of the digits under a bar, including their brace; negative if something else is under it. */
    private static int over(String text, int from) {
        if (text.charAt(from) != '{') {
            return from + 1;
        }
        int end = digits(text, from + 1);
        return end < text.length() && text.charAt(end) == '}' ? end + 1 : -1;
    }

    private static String plain(String text, int from, int end) {
        return text.charAt(from) == '{' ? text.substring(from + 1, end - 1) : text.substring(from, end);
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
