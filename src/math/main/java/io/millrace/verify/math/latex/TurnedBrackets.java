package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Token.Kind;
import java.util.List;

/** Converts open interval ends written as outward square brackets, {@code ]2, 5[}, to round ones. */
final class TurnedBrackets {
    private TurnedBrackets() {}

    static void turn(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.sign("[") && i > 0 && ends(tokens.get(i + 1))) {
                tokens.set(i, new Token(Kind.SIGN, ")", token.spaced(), token.quoted()));
            } else if (token.sign("]") && (i == 0 || begins(tokens.get(i - 1))) && !ends(tokens.get(i + 1))) {
                tokens.set(i, new Token(Kind.SIGN, "(", token.spaced(), token.quoted()));
            }
        }
    }

    /** Whether it cannot begin a value. */
    private static boolean ends(Token token) {
        return switch (token.kind()) {
            case END -> true;
            case COMMAND -> token.command("cup") || token.command("cap") || token.command("setminus");
            case SIGN -> token.sign(",") || token.sign(";") || token.sign(")") || token.sign("]") || token.sign("\\}");
            case WORD -> token.text().equals("or") || token.text().equals("and");
            default -> false;
        };
    }

    /** Whether a value must follow it. */
    private static boolean begins(Token token) {
        return switch (token.kind()) {
            case COMMAND ->
                token.command("cup") || token.command("cap") || token.command("setminus") || token.command("in");
            case SIGN -> token.sign("(") || token.sign("=") || token.sign(",") || token.sign(";");
            case WORD -> token.text().equals("or") || token.text().equals("and");
            default -> false;
        };
    }
}
