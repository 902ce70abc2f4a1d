package io.millrace.jinja;

/**
 * A text that is looked for in others, in time linear in their length (Knuth, Morris and Pratt): Java's own search takes the product
 * of both lengths at worst.
 */
final class Needle {
    private final String text;
    /** By place in the text, the length of the longest beginning of it that ends there too and is shorter. */
    private final int[] borders;

    /** @param text not empty */
    Needle(String text) {
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

    /** Where it begins first in another text, from a place on; -1 if nowhere. */
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
