package io.millrace.check;

import java.util.OptionalInt;

/**
 * Halves of surrogate pairs that stand alone: JSON can write them ({@code "&#92;ud83d"}), but they are no text, have no bytes in UTF-8,
 * and a file or a tokenizer that is given one fails.
 */
public final class Surrogates {
    private Surrogates() {}

    /**
     * The first half that stands alone.
     *
     * @return its index; empty if the text is whole
     */
    public static OptionalInt first(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (alone(text, i)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** A text with each half written as JSON writes it, {@code &#92;ud83d}: texts that differ still do. */
    public static String escaped(String text) {
        return first(text).isEmpty() ? text : replaced(text, true);
    }

    /** A text with U+FFFD for each half, as decoders have it. */
    public static String repaired(String text) {
        return first(text).isEmpty() ? text : replaced(text, false);
    }

    /**
     * The beginning of a text, which does not end within a pair.
     *
     * @param most characters at most
     */
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean within = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) && !alone(text, most - 1);
        return text.substring(0, within ? most - 1 : most);
    }

    private static String replaced(String text, boolean escape) {
        StringBuilder whole = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!alone(text, i)) {
                whole.append(c);
            } else {
                whole.append(escape ? "\\u%04x".formatted((int) c) : "\uFFFD");
            }
        }
        return whole.toString();
    }

    private static boolean alone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
