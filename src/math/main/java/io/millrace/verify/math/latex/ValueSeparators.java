package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.UnreadableException;
import java.util.List;

/**
 * Separators of the values of an answer. Values form a list, whatever the separator; conditions form a union with "or",
 * and an intersection with "and".
 */
final class ValueSeparators {
    private boolean and;
    private boolean or;

    /** Consumes the separators between two values; false if there are none. */
    boolean take(Cursor cursor) {
        boolean found = false;
        for (Token next = cursor.peek(); parts(next); next = cursor.peek()) {
            and |= next.text().equals("and") || next.command("land");
            or |= next.text().equals("or") || next.command("lor");
            cursor.take();
            found = true;
        }
        return found;
    }

    private static boolean parts(Token token) {
        return token.sign(",")
                || token.sign(";")
                || token.kind() == Kind.WORD
                        && (token.text().equals("or") || token.text().equals("and"))
                || token.command("lor")
                || token.command("land");
    }

    /** Several items as one expression. */
    Expr join(List<Expr> items) {
        if (!condition(items.get(0))) {
            return new Node(Shape.LISTING, items);
        }
        if (and && or) {
            throw new UnreadableException("conditions that are joined by both 'and' and 'or' need brackets");
        }
        return new Node(and ? Shape.CONJUNCTION : or ? Shape.LISTING : Shape.CONDITIONS, items);
    }

    private static boolean condition(Expr item) {
        return item instanceof Statement statement
                && statement.relations().stream().allMatch(Relations::condition);
    }
}
