package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.UnknownSymbolException;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.List;

/** A cursor in the tokens of an answer. */
final class Cursor {
    private final List<Token> tokens;
    private final Budget budget;
    private int at;
    private int bars;

    Cursor(List<Token> tokens, Budget budget) {
        this.tokens = new ArrayList<>(tokens);
        this.budget = budget;
    }

    Budget budget() {
        return budget;
    }

    Token peek() {
        return tokens.get(at);
    }

    /**
     * Peeks at a later token, or the last one if there are fewer.
     *
     * @param ahead 0 for the next
     */
    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    /** Whether the previous token is a number. */
    boolean afterNumber() {
        return at > 0 && tokens.get(at - 1).kind() == Kind.NUMBER;
    }

    /** Whether the previous token is a sign. */
    boolean after(String sign) {
        return at > 0 && tokens.get(at - 1).sign(sign);
    }

    Token take() {
        budget.spend(1);
        Token token = peek();
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    boolean accept(String sign) {
        boolean there = peek().sign(sign);
        if (there) {
            take();
        }
        return there;
    }

    boolean acceptCommand(String name) {
        boolean there = peek().command(name);
        if (there) {
            take();
        }
        return there;
    }

    void expect(String sign) {
        if (!accept(sign)) {
            throw unexpected();
        }
    }

    UnreadableException unexpected() {
        Token token = peek();
        if (token.kind() == Kind.END) {
            return new UnreadableException("ends too early");
        }
        boolean unknown = token.kind() == Kind.COMMAND && !Commands.joins(token.text()) && !Primary.starts(token);
        return unknown
                ? new UnknownSymbolException("\\" + token.text() + " is not known")
                : new UnreadableException("'" + token.text() + "' is not allowed here");
    }

    /** Splits the next word or number after its first character, as LaTeX does with arguments. */
    void split() {
        Token token = peek();
        if (token.text().length() < 2) {
            return;
        }
        if (token.kind() == Kind.NUMBER && !token.text().chars().allMatch(Character::isDigit)) {
            throw new UnreadableException("'" + token.text() + "' needs braces here");
        }
        String rest = token.text().substring(1);
        boolean letters = token.kind() == Kind.WORD;
        Kind first = letters ? Kind.LETTER : Kind.NUMBER;
        Kind second = letters && rest.length() > 1 ? Kind.WORD : first;
        budget.spend(1 + tokens.size() / 100);
        tokens.set(at, new Token(first, token.text().substring(0, 1), token.spaced(), token.quoted()));
        tokens.add(at + 1, new Token(second, rest, false, token.quoted()));
    }

    /** The concatenated texts of the tokens in the following braces, or of the following token. */
    String raw() {
        if (!accept("{")) {
            if (peek().kind() == Kind.WORD && !peek().quoted()) {
                split();
            }
            return take().text();
        }
        StringBuilder raw = new StringBuilder();
        int level = 1;
        while (peek().kind() != Kind.END) {
            Token token = take();
            level += token.sign("{") ? 1 : token.sign("}") ? -1 : 0;
            if (level == 0) {
                return raw.toString();
            }
            if (!token.sign("{") && !token.sign("}")) {
                raw.append(token.text());
            }
        }
        throw unexpected();
    }

    /** Whether a bar would close an absolute value. */
    boolean inBars() {
        return bars > 0;
    }

    void openBar() {
        bars++;
    }

    void closeBar() {
        bars--;
        expect("|");
    }
}
