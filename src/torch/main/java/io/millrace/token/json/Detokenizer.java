package io.millrace.token.json;

/**
 * Decodes UTF-8 incrementally, byte by byte. A character appears when its last byte has arrived; invalid bytes become
 * U+FFFD, one for each maximal prefix of a character, as in the Unicode standard and in Rust's library.
 */
final class Detokenizer {
    private static final char BROKEN = '\uFFFD';

    private final StringBuilder text = new StringBuilder();
    private int character;
    private int missing;
    private int lowest = 0x80;
    private int highest = 0xBF;

    void add(byte next) {
        int b = next & 0xFF;
        if (missing == 0) {
            begin(b);
        } else if (b < lowest || b > highest) {
            missing = 0;
            text.append(BROKEN);
            begin(b);
        } else {
            bounds(0x80, 0xBF);
            character = character << 6 | b & 0x3F;
            if (--missing == 0) {
                text.appendCodePoint(character);
            }
        }
    }

    private void begin(int b) {
        bounds(0x80, 0xBF);
        if (b < 0x80) {
            text.append((char) b);
        } else if (b >= 0xC2 && b <= 0xDF) {
            start(b & 0x1F, 1);
        } else if (b >= 0xE0 && b <= 0xEF) {
            start(b & 0x0F, 2);
            bounds(b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
        } else if (b >= 0xF0 && b <= 0xF4) {
            start(b & 0x07, 3);
            bounds(b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF);
        } else {
            text.append(BROKEN);
        }
    }

    private void start(int bits, int more) {
        character = bits;
        missing = more;
    }

    /** The valid range of the next byte of a character. */
    private void bounds(int from, int to) {
        lowest = from;
        highest = to;
    }

    /** Number of characters so far; an incomplete character counts as one. */
    int length() {
        return text.length() + (missing > 0 ? 1 : 0);
    }

    /** The text so far. */
    @Override
    public String toString() {
        return missing > 0 ? text.toString() + BROKEN : text.toString();
    }
}
