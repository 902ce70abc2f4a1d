package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Splits an answer into tokens, from left to right without backtracking. Typesetting commands, for instance {@code
 * \left}, are dropped.
 */
final class Lexer {
    private static final int MAX_TOKENS = 1_500;
    private static final char TEXT = 't';
    private static final char SET = 's';

    private final String text;
    private final boolean joined;
    private final boolean currency;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Character> open = new ArrayDeque<>();
    private final Deque<String> environments = new ArrayDeque<>();
    private int quotes;
    private boolean square;
    private int at;
    private boolean spaced;

    private Lexer(String text, boolean joined) {
        this.text = text;
        this.joined = joined;
        currency = text.indexOf('$') >= 0 && text.indexOf('$') == text.lastIndexOf('$') && !text.contains("\\$");
    }

    /**
     * The tokens of an answer, with an {@link Kind#END} after the last.
     *
     * @param joined whether a comma before three digits separates thousands where it could also separate two values
     */
    static List<Token> read(String answer, boolean joined) {
        Lexer lexer = new Lexer(Characters.toLatex(answer), joined);
        while (lexer.at < lexer.text.length()) {
            lexer.next();
        }
        lexer.add(Kind.END, "");
        if (lexer.square) {
            TurnedBrackets.turn(lexer.tokens);
        }
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (Character.isWhitespace(c) || c == '~') {
            spaced = true;
            at++;
        } else if (Numbers.startsAt(text, at)) {
            Numbers.Scan scan = Numbers.scan(text, at, joinable());
            at = scan.end();
            add(Kind.NUMBER, scan.digits());
        } else if (letter(c)) {
            word();
        } else if (c == '\\') {
            command();
        } else {
            at++;
            sign(c);
        }
    }

    private boolean joinable() {
        Character inner = open.peek();
        return inner == null ? joined : inner == '{' || inner == TEXT;
    }

    private void add(Kind kind, String value) {
        if (tokens.size() >= MAX_TOKENS) {
            throw new LimitException("has more than " + MAX_TOKENS + " tokens");
        }
        tokens.add(new Token(kind, value, spaced, quotes > 0));
        spaced = false;
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void word() {
        boolean time = text.startsWith("p.m", at) || text.startsWith("a.m", at);
        int start = at;
        while (at < text.length() && (letter(text.charAt(at)) || inWord(time))) {
            at++;
        }
        String word = text.substring(start, at);
        if (time) {
            quotes++;
            add(Kind.WORD, word.replace(".", ""));
            quotes--;
        } else {
            add(word.length() == 1 ? Kind.LETTER : Kind.WORD, word);
        }
    }

    private boolean inWord(boolean time) {
        char c = text.charAt(at);
        return time && c == '.'
                || quotes > 0 && (c == '-' || c == '\'') && at + 1 < text.length() && letter(text.charAt(at + 1));
    }

    private void sign(char c) {
        switch (c) {
            case '$' -> dollar();
            case '{' -> push('{');
            case '(', '[' -> {
                square |= c == '[';
                push(c);
            }
            case '}' -> {
                pop();
                return;
            }
            case ')', ']' -> {
                square |= c == ']';
                pop();
            }
            case '.' -> {
                if (quotes > 0 || Lookahead.ends(text, at)) {
                    return;
                }
            }
            case '&' -> {
                if (aligned()) {
                    return;
                }
            }
            default -> {}
        }
        if (c != '$' && c != '}') {
            if (c != '{' || quotes == 0) {
                add(Kind.SIGN, String.valueOf(c));
            }
        }
    }

    private void dollar() {
        if (currency) {
            add(Kind.SIGN, "$");
        } else {
            spaced = true;
        }
    }

    private void push(char bracket) {
        if (open.size() >= 3 * Budget.DEPTH) {
            throw new LimitException("nested deeper than " + Budget.DEPTH);
        }
        open.push(bracket);
    }

    /** A closing brace ends a quotation or is a sign by itself; other brackets only leave their level. */
    private void pop() {
        boolean brace = text.charAt(at - 1) == '}';
        Character inner = open.poll();
        if (brace && inner != null && inner == TEXT) {
            quotes--;
            spaced = true;
        } else if (brace && quotes == 0) {
            add(Kind.SIGN, "}");
        }
    }

    /** A backslash at the end preceded a space that was stripped. */
    private void command() {
        at++;
        if (at >= text.length()) {
            return;
        }
        if (!letter(text.charAt(at))) {
            escaped(text.charAt(at++));
            return;
        }
        int start = at;
        while (at < text.length() && letter(text.charAt(at))) {
            at++;
        }
        String written = text.substring(start, at);
        String name = Commands.canonical(Commands.unglued(written));
        at -= written.length() - Commands.unglued(written).length();
        if (Commands.invisible(name)) {
            skipArguments(name);
        } else if (Commands.quoting(name)) {
            quote(name);
        } else if (Commands.named(name)) {
            environment(name, argument());
        } else {
            bracket(name);
        }
    }

    private void bracket(String name) {
        switch (name) {
            case "lbrace" -> escaped('{');
            case "rbrace" -> escaped('}');
            default -> Signs.of(name).ifPresentOrElse(sign -> add(Kind.SIGN, sign), () -> add(Kind.COMMAND, name));
        }
    }

    private void escaped(char c) {
        switch (c) {
            case '{' -> {
                push(SET);
                add(Kind.SIGN, "\\{");
            }
            case '}' -> {
                open.poll();
                add(Kind.SIGN, "\\}");
            }
            case '\\' -> newRow();
            case '|' -> add(Kind.SIGN, "|");
            case '$', '%' -> add(Kind.SIGN, String.valueOf(c));
            case ',', ';', ':', '!', ' ', '(', ')', '[', ']', '\n', '>' -> spaced |= c != '!';
            default -> throw new UnreadableException("\\" + c + " is not known");
        }
    }

    /** Aligning environments produce no token; in them, and outside of any environment, a new row is a new value. */
    private void environment(String name, String argument) {
        boolean begins = name.equals("begin");
        if (begins) {
            environments.push(argument);
        } else if (name.equals("end")) {
            environments.poll();
        }
        if ((begins || name.equals("end")) && Commands.aligning(argument)) {
            spaced = true;
        } else {
            add(Kind.COMMAND, name + ":" + argument);
        }
    }

    private boolean aligned() {
        String inner = environments.peek();
        return inner == null || Commands.aligning(inner);
    }

    /** Ends a row in a matrix; elsewhere it separates values, unless nothing or the next member of a chain follows. */
    private void newRow() {
        if (!aligned()) {
            add(Kind.SIGN, "\\\\");
            return;
        }
        spaced = true;
        if (Lookahead.startsValue(text, at) && !tokens.isEmpty()) {
            add(Kind.SIGN, ",");
        }
    }

    /** {@code \left.} has an invisible dot; {@code \phantom} hides its argument, {@code \color} names a color. */
    private void skipArguments(String name) {
        boolean delimiter = name.equals("left") || name.equals("right");
        if (delimiter && at < text.length() && text.charAt(at) == '.') {
            at++;
        }
        int skipped = Commands.skipped(name);
        if (skipped > 0) {
            at = Lookahead.afterOptional(text, at);
        }
        for (int i = 0; i < skipped; i++) {
            argument();
        }
        spaced = spaced || !delimiter;
    }

    private void quote(String name) {
        int brace = Lookahead.afterBlanks(text, at);
        if (!Lookahead.startsWith(text, brace, '{')) {
            return;
        }
        boolean letter = brace + 2 < text.length() && text.charAt(brace + 2) == '}';
        if (letter && Commands.keepsLetters(name, text.charAt(brace + 1))) {
            at = brace + 1;
            next();
            at++;
            return;
        }
        at = brace + 1;
        push(TEXT);
        quotes++;
        spaced = true;
    }

    private String argument() {
        Lookahead.Argument argument = Lookahead.argument(text, at);
        at = argument.end();
        return argument.content();
    }
}
