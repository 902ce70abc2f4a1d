package io.millrace.policy;

/** Texts without halves of surrogate pairs, which no encoding of Unicode can write. */
public final class WholeCharacters {
    private WholeCharacters() {}

    /** The text with U+FFFD in the place of each half of a surrogate pair; the text itself if it has none. */
    public static String of(String text) {
        int first = firstHalf(text);
        if (first < 0) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length()).append(text, 0, first);
        text.codePoints()
                .skip(text.codePointCount(0, first))
                .forEach(c -> whole.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c));
        return whole.toString();
    }

    private static int firstHalf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) {
                continue;
            }
            if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                return i;
            }
            i++;
        }
        return -1;
    }
}
