package io.millrace.jinja;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Strings as in Python: sequences of code points, with Python's definition of white space. */
final class Strings {
    private Strings() {}

    static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    static List<Object> characters(String text) {
        return text.codePoints().mapToObj(c -> (Object) Character.toString(c)).toList();
    }

    /**
     * Strips characters from the ends.
     *
     * @param any characters to strip; white space if empty
     * @param left whether to strip the beginning
     * @param right whether to strip the end
     */
    static String strip(String text, String any, boolean left, boolean right, RenderBudget budget) {
        budget.read((long) text.length() + any.length());
        BitSet some = new BitSet();
        any.codePoints().forEach(some::set);
        IntPredicate taken = any.isEmpty() ? Strings::isSpace : some::get;
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

    /** The index of a text in another one, in UTF-16 units; -1 if not found. */
    static int find(String text, String part, RenderBudget budget) {
        budget.read((long) text.length() + part.length());
        return part.isEmpty() ? 0 : new SearchText(part).in(text, 0);
    }

    /**
     * Splits at a separator.
     *
     * @param most maximum number of splits; -1 for all
     */
    static List<Object> split(String text, String separator, long most, RenderBudget budget) {
        budget.read((long) text.length() + separator.length());
        SearchText needle = new SearchText(separator);
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int cut = needle.in(text, 0); cut >= 0 && most != parts.size(); cut = needle.in(text, from)) {
            budget.spend(1);
            parts.add(text.substring(from, cut));
            from = cut + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Splits at a separator, starting from the end. */
    static List<Object> splitFromEnd(String text, String separator, long most, RenderBudget budget) {
        List<Object> parts = split(backwards(text), backwards(separator), most, budget);
        Collections.reverse(parts);
        parts.replaceAll(part -> backwards((String) part));
        return parts;
    }

    private static String backwards(String text) {
        char[] characters = new char[text.length()];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = text.charAt(characters.length - 1 - i);
        }
        return new String(characters);
    }

    /** The number of non-overlapping occurrences of a text in another one. */
    static long count(String text, String part, RenderBudget budget) {
        budget.read((long) text.length() + part.length());
        SearchText needle = new SearchText(part);
        long count = 0;
        for (int at = needle.in(text, 0); at >= 0; at = needle.in(text, at + part.length())) {
            count++;
        }
        return count;
    }

    /** Splits at white space. */
    static List<Object> words(String text, RenderBudget budget) {
        budget.read(text.length());
        List<Object> words = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = from;
            while (to < text.length() && !isSpace(text.codePointAt(to))) {
                to += Character.charCount(text.codePointAt(to));
            }
            if (to > from) {
                budget.spend(1);
                words.add(text.substring(from, to));
            }
            from = to < text.length() ? to + Character.charCount(text.codePointAt(to)) : to;
        }
        return words;
    }

    /** Title case: each letter in upper case unless it follows a letter, otherwise in lower case. */
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
     * Replaces one text with another.
     *
     * @param old not empty
     * @param most maximum number of replacements; -1 for all
     */
    static String replace(String text, String old, String by, long most, RenderBudget budget) {
        budget.read((long) text.length() + old.length());
        SearchText needle = new SearchText(old);
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        long times = 0;
        for (int cut = needle.in(text, 0); cut >= 0 && most != times; cut = needle.in(text, from)) {
            replaced.append(text, from, cut).append(by);
            RenderBudget.checkLength(replaced.length());
            budget.read(by.length());
            from = cut + old.length();
            times++;
        }
        return replaced.append(text, from, text.length()).toString();
    }

    /** Every n-th character of a text, as in a slice. */
    static String slice(String text, long first, long last, long by) {
        int[] characters = text.codePoints().toArray();
        StringBuilder taken = new StringBuilder();
        for (long i = first; by > 0 ? i < last : i > last; i += by) {
            taken.appendCodePoint(characters[(int) i]);
        }
        return taken.toString();
    }
}
