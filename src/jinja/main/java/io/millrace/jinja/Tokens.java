package io.millrace.jinja;

import io.millrace.jinja.TemplateToken.Kind;
import java.util.List;

/** A cursor in a list of tokens. */
final class Tokens {
    private final List<TemplateToken> tokens;
    private int at;

    /** @param tokens the last of kind END */
    Tokens(List<TemplateToken> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    TemplateToken peek() {
        return tokens.get(at);
    }

    /** The token after the next one. */
    TemplateToken second() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    TemplateToken next() {
        TemplateToken token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** Consumes an operator if it is next. */
    boolean accept(String operator) {
        boolean found = peek().operator(operator);
        if (found) {
            next();
        }
        return found;
    }

    /** Consumes a word if it is next. */
    boolean acceptName(String name) {
        boolean found = peek().name(name);
        if (found) {
            next();
        }
        return found;
    }

    void expect(String operator) {
        if (!accept(operator)) {
            throw unexpected("'%s'".formatted(operator));
        }
    }

    TemplateToken expect(Kind kind, String what) {
        if (!peek().is(kind)) {
            throw unexpected(what);
        }
        return next();
    }

    /** The error that a different token was expected. */
    TemplateException unexpected(String wanted) {
        return new TemplateException(peek().place(), "must be %s, was %s".formatted(wanted, peek()));
    }
}
