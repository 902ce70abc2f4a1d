package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses the contents of set-builder braces: {@code x \\in \\mathbb{R} \\mid x > 2}. */
final class SetBuilders {
    private final Cursor cursor;

    SetBuilders(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The set up to its closing brace, which is consumed; empty, and nothing consumed, if it is not a set builder. */
    Optional<Expr> read() {
        boolean letter = cursor.peek().kind() == Kind.LETTER;
        boolean plain = letter && bar(cursor.peek(1));
        boolean domain = letter && cursor.peek(1).command("in") && bar(cursor.peek(3));
        if (!plain && !domain) {
            return Optional.empty();
        }
        Symbol variable = new Symbol(cursor.take().text());
        if (domain) {
            cursor.take();
            if (!cursor.take().command("mathbb:R")) {
                throw new UnreadableException("a set is not of real numbers");
            }
        }
        cursor.take();
        List<Expr> conditions = new ArrayList<>();
        ValueSeparators joints = new ValueSeparators();
        conditions.add(new Parser(cursor).statement());
        while (joints.take(cursor)) {
            conditions.add(new Parser(cursor).statement());
        }
        cursor.expect("\\}");
        Expr condition = conditions.size() == 1 ? conditions.get(0) : joints.join(conditions);
        return Optional.of(new Node(Shape.BUILDER, variable, condition));
    }

    private static boolean bar(Token token) {
        return token.sign("|") || token.sign(":");
    }
}
