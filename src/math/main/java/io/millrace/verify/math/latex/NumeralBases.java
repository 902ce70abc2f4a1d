package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Token.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Notations of the bases of numerals: {@code 40_9}, {@code 40_{\\text{nine}}}, {@code 40 in base 9}. */
final class NumeralBases {
    private static final List<String> WORDS = List.of(
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen");

    private NumeralBases() {}

    /** The base in digits, if it is a number in words, with or without "base" before it. */
    static String canonical(String written) {
        String base =
                written.toLowerCase(Locale.ROOT).replaceFirst("^\\(?base", "").replaceFirst("\\)$", "");
        int word = WORDS.indexOf(base);
        return word >= 0 ? String.valueOf(word + 2) : base.matches("\\d+") ? base : written;
    }

    /** The base that the words after a numeral name; consumes these words. */
    static Optional<String> behind(Cursor cursor) {
        int at = 0;
        boolean bracket = cursor.peek(at).sign("(");
        at += bracket ? 1 : 0;
        at += word(cursor.peek(at), "in") ? 1 : 0;
        Token base = cursor.peek(at + 1);
        boolean number = base.kind() == Kind.NUMBER || base.kind() == Kind.WORD && WORDS.contains(base.text());
        if (!word(cursor.peek(at), "base")
                || !number
                || bracket && !cursor.peek(at + 2).sign(")")) {
            return Optional.empty();
        }
        for (int i = 0; i < at + 2 + (bracket ? 1 : 0); i++) {
            cursor.take();
        }
        return Optional.of(canonical(base.text()));
    }

    private static boolean word(Token token, String text) {
        return token.kind() == Kind.WORD && token.text().equals(text);
    }
}
