package io.millrace.jinja;

import io.millrace.ordered.OrderedMap;
import java.util.Map;

/** String literals of templates, with Python's escapes. */
final class StringLiteral {
    private static final Map<Character, String> ESCAPES = OrderedMap.ofEntries(
            Map.entry('n', "\n"),
            Map.entry('t', "\t"),
            Map.entry('r', "\r"),
            Map.entry('b', "\b"),
            Map.entry('f', "\f"),
            Map.entry('\\', "\\"),
            Map.entry('\'', "'"),
            Map.entry('"', "\""),
            Map.entry('\n', ""),
            Map.entry('0', "\0"));
    private static final Map<Character, Integer> HEX_DIGITS = OrderedMap.of('x', 2, 'u', 4, 'U', 8);

    private StringLiteral() {}

    /**
     * Finds the end of a string.
     *
     * @param begin index of its opening quote
     * @return index after its closing quote; -1 if there is none
     */
    static int end(String source, int begin) {
        char quote = source.charAt(begin);
        for (int i = begin + 1; i < source.length(); i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == quote) {
                return i + 1;
            }
        }
        return -1;
    }

    /** The value of a string without its quotes; unknown escapes are kept. */
    static String value(String raw) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\' || i + 1 == raw.length()) {
                text.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            Integer digits = HEX_DIGITS.get(escape);
            String known = ESCAPES.get(escape);
            if (digits != null && isHex(raw, i + 1, digits)) {
                text.appendCodePoint(Integer.parseInt(raw.substring(i + 1, i + 1 + digits), 16));
                i += digits;
            } else if (known != null) {
                text.append(known);
            } else {
                text.append(c).append(escape);
            }
        }
        return text.toString();
    }

    private static boolean isHex(String raw, int from, int digits) {
        if (from + digits > raw.length()) {
            return false;
        }
        String hex = raw.substring(from, from + digits);
        return hex.chars().allMatch(c -> Character.digit(c, 16) >= 0)
                && Character.isValidCodePoint((int) Long.parseLong(hex, 16));
    }
}
