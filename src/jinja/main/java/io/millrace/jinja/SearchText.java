package io.millrace.jinja;

/**
 * A search text that is found in time linear in the length of the searched text (Knuth, Morris and Pratt): Java's search takes
 * the product of both lengths in the worst case.
 */
final class SearchText {
    private final String text;
    /** For each position in the text, the length of its longest proper prefix that is also a suffix there. */
    private final int[] borders;

    /** @param text not empty */
    SearchText(String text) {
        this.text = text;
        borders = new int[text.length()];
        int border = 0;
        for (int i = 1; i < borders.length; i++) {
            border = longer(border, text.charAt(i));
            borders[i] = border;
        }
    }

    private int longer(int matched, char next) {
        int border = matched;
        while (border > 0 && text.charAt(border) != next) {
            border = borders[border - 1];
        }
        return text.charAt(border) == next ? border + 1 : 0;
    }

    int length() {
        return text.length();
    }

    /** The index of its first occurrence in another text, from a position on; -1 if there is none. */
    int in(String other, int from) {
        int matched = 0;
        for (int i = from; i < other.length(); i++) {
            matched = longer(matched, other.charAt(i));
            if (matched == text.length()) {
                return i - matched + 1;
            }
        }
        return -1;
    }
}
