package io.millrace.jinja;

/**
 * A pattern that is searched for in time linear in the length of the text (Knuth, Morris and Pratt): Java's search takes
 * time proportional to the product of both lengths in the worst case.
 */
final class SearchPattern {
    private final String pattern;
    /** For each position in the pattern, the length of the longest proper prefix of the pattern that ends there. */
    private final int[] borders;

    /** @param pattern not empty */
    SearchPattern(String pattern) {
        this.pattern = pattern;
        borders = new int[pattern.length()];
        int border = 0;
        for (int i = 1; i < borders.length; i++) {
            border = advance(border, pattern.charAt(i));
            borders[i] = border;
        }
    }

    private int advance(int matched, char next) {
        int border = matched;
        while (border > 0 && pattern.charAt(border) != next) {
            border = borders[border - 1];
        }
        return pattern.charAt(border) == next ? border + 1 : 0;
    }

    int length() {
        return pattern.length();
    }

    /** The index of its first occurrence in a text, at or after a position; -1 if there is none. */
    int indexIn(String text, int from) {
        int matched = 0;
        for (int i = from; i < text.length(); i++) {
            matched = advance(matched, text.charAt(i));
            if (matched == pattern.length()) {
                return i - matched + 1;
            }
        }
        return -1;
    }
}
