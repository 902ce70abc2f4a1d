package io.millrace.verify.math.latex;

/**
 * A piece of an answer.
 *
 * @param text of numbers, words and letters as written; of commands without the backslash; of signs the sign
 * @param spaced whether there was a blank before it
 * @param quoted whether it stood in {@code \text} or the like
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
