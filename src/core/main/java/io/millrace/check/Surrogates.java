package io.millrace.check;

import java.util.OptionalInt;

/**
 * Unpaired surrogates: JSON can contain them ({@code "&#92;ud83d"}), but they are not valid text, cannot be encoded in UTF-8, and
 * make files and tokenizers fail.
 */
public final class Surrogates {
    private Surrogates() {}

    /**
     * The first unpaired surrogate.
     *
     * @return its index; empty if there is none
     */
    public static OptionalInt first(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (alone(text, i)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** A text with each unpaired surrogate escaped as in JSON, {@code &#92;ud83d}; different texts stay different. */
    public static String escaped(String text) {
        return first(text).isEmpty() ? text : replaced(text, true);
    }

    /** A text with U+FFFD for each unpaired surrogate, as decoders do. */
    public static String repaired(String text) {
        return first(text).isEmpty() ? text : replaced(text, false);
    }

    /**
     * The beginning of a text, cut so that it does not end within a pair.
     *
     * @param most maximum number of characters
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
