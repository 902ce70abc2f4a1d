package io.millrace.verify.math.latex;

/**
 * A token of an answer.
 *
 * @param text numbers, words and letters as written; commands without the backslash; the sign itself
 * @param spaced whether it follows white space
 * @param quoted whether it was in {@code \text} or a similar command
 */
record Token(Kind kind, String text, boolean spaced, boolean quoted) {
    enum Kind {
        NUMBER,
        /** One letter. */
        LETTER,
        /** Two or more letters in a row: a word, a function's name or a product. */
        WORD,
        COMMAND,
        SIGN,
        END
    }

    boolean is(Kind wanted, String value) {
        return kind == wanted && text.equals(value);
    }

    boolean sign(String value) {
        return is(Kind.SIGN, value);
    }

    boolean command(String value) {
        return is(Kind.COMMAND, value);
    }
}
