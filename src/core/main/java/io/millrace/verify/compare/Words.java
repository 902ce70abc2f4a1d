package io.millrace.verify.compare;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The words of a text, in lower case. Characters that may carry meaning are kept: signs of numbers, brackets, points within words,
 * powers, a factorial.
 *
 * <pre>
 *   left out         '"' "'" "`" "**" in pairs around words    "Paris"      Paris
 *                    . , : ; ? after a word, except ...        Paris.       Paris
 *                    ! after two letters                       Yes!  n!     yes  n!
 *   becomes a space  - between two letters and two letters     well-known   well known, but x-y
 * </pre>
 *
 * <p>Dashes count as the minus sign, quotes of any form as straight ones, full-width characters as plain ones.
 */
final class Words {
    private static final String OPENING = " ([{";
    private static final String CLOSING = " .,:;?!)]}";
    private static final String BEHIND = ".,:;?";

    /** Offset of the full-width forms, from the exclamation mark to the tilde, from ASCII. */
    private static final int FULL_WIDTH = 0xFEE0;

    private Words() {}

    /**
     * @param text in composed form, stripped, and with single spaces
     */
    static String form(String text) {
        String plain = plain(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT));
        StringBuilder words = new StringBuilder();
        for (String word : withoutPairs(plain).split(" ")) {
            if (!word.isEmpty()) {
                words.append(words.isEmpty() ? "" : " ").append(hyphens(end(word)));
            }
        }
        return words.toString();
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            plain.append(
                    switch (c) {
                        case '\u201c', '\u201d', '\u201e', '\u201f', '\u00ab', '\u00bb' -> '"';
                        case '\u2018', '\u2019', '\u201a', '\u201b', '\u2039', '\u203a' -> '\'';
                        case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212' -> '-';
                        case '\u3002' -> '.';
                        default -> '\uff01' <= c && c <= '\uff5e' ? (char) (c - FULL_WIDTH) : c;
                    });
        }
        return plain.toString();
    }

    /** Removes quotes and emphasis that open before a word and close after one. */
    private static String withoutPairs(String text) {
        Map<String, Integer> open = new LinkedHashMap<>();
        boolean[] left = new boolean[text.length()];
        int at = 0;
        while (at < text.length()) {
            String mark = mark(text, at);
            int end = at + Math.max(1, mark.length());
            if (!mark.isEmpty()) {
                Integer opened = open.get(mark);
                if (opened != null && opened + mark.length() < at && closes(text, at, end)) {
                    open.remove(mark);
                    Arrays.fill(left, opened, opened + mark.length(), true);
                    Arrays.fill(left, at, end, true);
                } else if (opens(text, at, end)) {
                    open.put(mark, at);
                }
            }
            at = end;
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            kept.append(left[i] ? "" : text.charAt(i));
        }
        return kept.toString();
    }

    /** The mark at a position; empty if there is none. */
    private static String mark(String text, int at) {
        return switch (text.charAt(at)) {
            case '"', '\'', '`' -> text.substring(at, at + 1);
            case '*' -> text.startsWith("**", at) ? "**" : "";
            default -> "";
        };
    }

    private static boolean opens(String text, int at, int end) {
        boolean head = at == 0 || OPENING.indexOf(text.charAt(at - 1)) >= 0 || isMark(text, at - 1);
        return head && end < text.length() && text.charAt(end) != ' ';
    }

    private static boolean closes(String text, int at, int end) {
        boolean last = end == text.length() || CLOSING.indexOf(text.charAt(end)) >= 0 || isMark(text, end);
        return last && text.charAt(at - 1) != ' ';
    }

    private static boolean isMark(String text, int at) {
        return "\"'`*".indexOf(text.charAt(at)) >= 0;
    }

    /** Removes trailing punctuation; a word that is only punctuation is kept. */
    private static String end(String word) {
        int end = word.length();
        while (end > 1 && leftOut(word, end - 1)) {
            end--;
        }
        boolean alone = word.chars().limit(end).allMatch(c -> CLOSING.indexOf(c) >= 0);
        return alone ? word : word.substring(0, end);
    }

    private static boolean leftOut(String word, int at) {
        char c = word.charAt(at);
        if (c == '!') {
            return letters(word, at - 2, at);
        }
        return BEHIND.indexOf(c) >= 0 && !(c == '.' && word.charAt(at - 1) == '.');
    }

    private static String hyphens(String word) {
        StringBuilder apart = new StringBuilder(word);
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '-' && letters(word, i - 2, i) && letters(word, i + 1, i + 3)) {
                apart.setCharAt(i, ' ');
            }
        }
        return apart.toString();
    }

    private static boolean letters(String word, int from, int to) {
        return from >= 0
                && to <= word.length()
                && word.substring(from, to).chars().allMatch(Character::isLetter);
    }
}
