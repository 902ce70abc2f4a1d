package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedSet;
import io.millrace.verify.math.latex.Expr.Numeral;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.latex.Expr.Text;
import io.millrace.verify.math.latex.Token.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Distinguishes words from products of letters, and parses words. */
final class Words {
    private static final Set<String> SHORT = OrderedSet.of(
            "yes", "no", "odd", "one", "two", "six", "ten", "red", "none", "all", "May", "true", "false", "even",
            "zero");
    private static final Set<String> ROUNDING = OrderedSet.of("approximately", "about", "exactly", "approx", "roughly");

    private final Cursor cursor;

    Words(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Skips "about" and similar words before a value. */
    void skipRounding() {
        if (cursor.peek().kind() == Kind.WORD
                && ROUNDING.contains(cursor.peek().text().toLowerCase(Locale.ROOT))) {
            cursor.take();
        }
    }

    /** Words in place of a value; letters that name one object, such as AB, are a symbol before a relation. */
    Optional<Expr> text() {
        Token first = cursor.peek();
        if (first.quoted()) {
            return quoted(first) ? Optional.of(numeral(words())) : Optional.empty();
        }
        if (first.kind() != Kind.WORD || Functions.named(first.text())) {
            return Optional.empty();
        }
        boolean upper = first.text().equals(first.text().toUpperCase(Locale.ROOT));
        if (upper && Relations.starts(cursor.peek(1))) {
            return Optional.of(new Symbol(cursor.take().text()));
        }
        return onlyWords() ? Optional.of(words()) : Optional.empty();
    }

    /** A single quoted letter is a symbol, like the name of a choice. */
    private boolean quoted(Token first) {
        if (first.kind() == Kind.WORD) {
            return !Functions.named(first.text());
        }
        Token second = cursor.peek(1);
        return first.kind() == Kind.LETTER
                && second.quoted()
                && (second.kind() == Kind.WORD || second.kind() == Kind.LETTER || second.kind() == Kind.NUMBER)
                && !second.text().equals("or")
                && !second.text().equals("and");
    }

    /** Digits beyond 9 are letters, so a numeral in a large base may begin like words. */
    private Expr numeral(Text text) {
        return cursor.accept("_") ? new Numeral(text.words(), NumeralBases.canonical(cursor.raw())) : text;
    }

    private boolean onlyWords() {
        boolean found = false;
        int ahead = 0;
        while (word(cursor.peek(ahead)) || hyphen(ahead)) {
            found |= clear(cursor.peek(ahead));
            ahead++;
        }
        Token next = cursor.peek(ahead);
        return found && (next.kind() == Kind.END || next.sign(",") || next.sign(")") || next.sign("}"));
    }

    private static boolean word(Token token) {
        return token.kind() == Kind.WORD && !token.quoted() || token.kind() == Kind.LETTER && token.spaced();
    }

    private boolean hyphen(int ahead) {
        return cursor.peek(ahead).sign("-") && cursor.peek(ahead + 1).kind() == Kind.WORD;
    }

    /** Whether consecutive letters are unlikely to be a product. */
    private static boolean clear(Token token) {
        String text = token.text();
        return text.length() > 3
                || SHORT.contains(text)
                || text.length() > 1 && text.equals(text.toUpperCase(Locale.ROOT))
                || text.length() > 2 && Character.isUpperCase(text.charAt(0));
    }

    /** All-capital letters are kept, since their case may distinguish points or choices. */
    private Text words() {
        StringBuilder words = new StringBuilder();
        while (inText(cursor.peek()) || hyphen(0)) {
            Token token = cursor.take();
            if (!token.sign("-")) {
                words.append(words.isEmpty() ? "" : " ").append(token.text().replace('-', ' '));
            }
        }
        return new Text(canonical(words.toString()));
    }

    /** Words in the form for comparison: case counts only if there are only capitals. */
    static String canonical(String words) {
        boolean capitals = words.equals(words.toUpperCase(Locale.ROOT));
        return capitals ? words : words.toLowerCase(Locale.ROOT);
    }

    private static boolean inText(Token token) {
        return (token.kind() == Kind.WORD || token.kind() == Kind.LETTER || token.kind() == Kind.NUMBER)
                && !token.text().equals("or")
                && !token.text().equals("and");
    }
}
