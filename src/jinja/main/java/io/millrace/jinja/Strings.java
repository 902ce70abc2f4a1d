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
     * @param chars characters to strip; white space if empty
     * @param left whether to strip the beginning
     * @param right whether to strip the end
     */
    static String strip(String text, String chars, boolean left, boolean right, RenderBudget budget) {
        budget.read((long) text.length() + chars.length());
        BitSet set = new BitSet();
        chars.codePoints().forEach(set::set);
        IntPredicate strippable = chars.isEmpty() ? Strings::isSpace : set::get;
        int from = 0;
        int to = text.length();
        while (left && from < to && strippable.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && strippable.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    /** The index of a string in another, in UTF-16 code units; -1 if not found. */
    static int find(String text, String part, RenderBudget budget) {
        budget.read((long) text.length() + part.length());
        return part.isEmpty() ? 0 : new SearchPattern(part).indexIn(text, 0);
    }

    /**
     * Splits at a separator.
     *
     * @param maxSplits maximum number of splits; -1 for all
     */
    static List<Object> split(String text, String separator, long maxSplits, RenderBudget budget) {
        budget.read((long) text.length() + separator.length());
        SearchPattern needle = new SearchPattern(separator);
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int cut = needle.indexIn(text, 0);
                cut >= 0 && maxSplits != parts.size();
                cut = needle.indexIn(text, from)) {
            budget.spend(1);
            parts.add(text.substring(from, cut));
            from = cut + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** Splits at a separator, starting from the end. */
    static List<Object> splitFromEnd(String text, String separator, long maxSplits, RenderBudget budget) {
        List<Object> parts = split(reverse(text), reverse(separator), maxSplits, budget);
        Collections.reverse(parts);
        parts.replaceAll(part -> reverse((String) part));
        return parts;
    }

    private static String reverse(String text) {
        char[] characters = new char[text.length()];
        for (int i = 0; i < characters.length; i++) {
            characters[i] = text.charAt(characters.length - 1 - i);
        }
        return new String(characters);
    }

    /** The number of non-overlapping occurrences of a string in another. */
    static long count(String text, String part, RenderBudget budget) {
        budget.read((long) text.length() + part.length());
        SearchPattern needle = new SearchPattern(part);
        long count = 0;
        for (int at = needle.indexIn(text, 0); at >= 0; at = needle.indexIn(text, at + part.length())) {
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

    /** Title case: the first letter of each run of letters in title case, all others in lower case. */
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
     * Replaces one string with another.
     *
     * @param old not empty
     * @param maxReplacements maximum number of replacements; -1 for all
     */
    static String replace(String text, String old, String by, long maxReplacements, RenderBudget budget) {
        budget.read((long) text.length() + old.length());
        SearchPattern needle = new SearchPattern(old);
        StringBuilder replaced = new StringBuilder();
        int from = 0;
        long times = 0;
        for (int cut = needle.indexIn(text, 0);
                cut >= 0 && maxReplacements != times;
                cut = needle.indexIn(text, from)) {
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
