package io.millrace.jinja;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

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

    /** Where a text begins in another one, in Java's characters; -1 if nowhere. */
    static int find(String text, String part, RenderBudget budget) {
        budget.read((long) text.length() + part.length());
        return part.isEmpty() ? 0 : new Needle(part).in(text, 0);
    }

    /**
     * Cuts at a separator.
     *
     * @param most cuts; -1 for all
     */
    static List<Object> split(String text, String separator, long most, RenderBudget budget) {
        budget.read((long) text.length() + separator.length());
        Needle needle = new Needle(separator);
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

    /** Cuts at a separator, from the end: as if both were read backwards. */
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

    /** How often a text is in another one, without overlaps. */
    static long count(String text, String part, RenderBudget budget) {
        budget.read((long) text.length() + part.length());
        Needle needle = new Needle(part);
        long count = 0;
        for (int at = needle.in(text, 0); at >= 0; at = needle.in(text, at + part.length())) {
            count++;
        }
        return count;
    }

    /** The words between white space. */
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
    static String replace(String text, String old, String by, long most, RenderBudget budget) {
        budget.read((long) text.length() + old.length());
        Needle needle = new Needle(old);
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

    /** Every so many characters of a text, as a slice takes them. */
    static String slice(String text, long first, long last, long by) {
        int[] characters = text.codePoints().toArray();
        StringBuilder taken = new StringBuilder();
        for (long i = first; by > 0 ? i < last : i > last; i += by) {
            taken.appendCodePoint(characters[(int) i]);
        }
        return taken.toString();
    }
}
