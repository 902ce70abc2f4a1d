package io.millrace.policy.text.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Strings as Python sees them: of code points, with its idea of white space. */
final class Strings {
    private Strings() {}

    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    static List<Object> characters(String text) {
        return text.codePoints().mapToObj(c -> (Object) Character.toString(c)).toList();
    }

    /**
     * Takes characters from the ends.
     *
     * @param any characters to take; white space if empty
     * @param left whether from the beginning
     * @param right whether from the end
     */
    static String strip(String text, String any, boolean left, boolean right) {
        IntPredicate taken = any.isEmpty() ? Strings::isSpace : c -> any.indexOf(c) >= 0;
        int from = 0;
        int to = text.length();
        while (left && from < to && taken.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && taken.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /**
     * Cuts at a separator.
     *
     * @param most cuts; -1 for all
     */
    static List<Object> split(String text, String separator, long most) {
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int cut = text.indexOf(separator); cut >= 0 && most != parts.size(); cut = text.indexOf(separator, from)) {
            parts.add(text.substring(from, cut));
            from = cut + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Cuts at a separator, from the end. */
    static List<Object> splitFromEnd(String text, String separator, long most) {
        List<Object> parts = new ArrayList<>();
        int to = text.length();
        for (int cut = text.lastIndexOf(separator); cut >= 0 && most != parts.size(); ) {
            parts.add(0, text.substring(cut + separator.length(), to));
            to = cut;
            cut = text.lastIndexOf(separator, to - separator.length());
        }
        parts.add(0, text.substring(0, to));
        return parts;
    }

    /** The words between white space. */
    static List<Object> words(String text) {
        StringBuilder spaced = new StringBuilder();
        text.codePoints().forEach(c -> spaced.appendCodePoint(isSpace(c) ? ' ' : c));
        return Arrays.stream(spaced.toString().split(" "))
                .filter(word -> !word.isEmpty())
                .map(word -> (Object) word)
                .toList();
    }

    /** Each letter in upper case if it follows none, else in lower case. */
    static String title(String text) {
        StringBuilder titled = new StringBuilder();
        boolean inside = false;
        for (int c : text.codePoints().toArray()) {
            titled.appendCodePoint(inside ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inside = Character.isLetter(c);
        }
        return titled.toString();
    }

    /** The first letter in upper case, all others in lower case. */
    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = Character.charCount(text.codePointAt(0));
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    /**
     * Puts one text in the place of another.
     *
     * @param old not empty
     * @param most times; -1 for all
     */
    static String replace(String text, String old, String by, long most) {
        List<Object> parts = split(text, old, most);
        Budget.checkLength(text.length() + (parts.size() - 1L) * (by.length() - old.length()));
        return parts.stream().map(String.class::cast).collect(Collectors.joining(by));
    }
}
