package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.UnknownSymbolException;
import java.util.List;

/** Parses the arguments of commands: in braces, or one character each, as in {@code \frac43}. */
final class Arguments {
    private final Cursor cursor;
    private final Arithmetic arithmetic;

    Arguments(Cursor cursor, Arithmetic arithmetic) {
        this.cursor = cursor;
        this.arithmetic = arithmetic;
    }

    Expr fraction() {
        boolean differential = differential();
        Expr top = argument();
        if (differential && differential()) {
            throw new UnknownSymbolException("derivatives are not supported");
        }
        return new Node(Shape.QUOTIENT, top, argument());
    }

    Expr binomial() {
        return new Call("binomial", true, List.of(argument(), argument()));
    }

    /** A root without braces covers all digits of a number. */
    Expr radicand() {
        return cursor.peek().kind() == Kind.NUMBER ? new Primary(cursor, arithmetic).read() : argument();
    }

    private boolean differential() {
        Token first = cursor.peek().sign("{") ? cursor.peek(1) : cursor.peek();
        boolean letters = first.kind() == Kind.LETTER || first.kind() == Kind.WORD;
        return letters && first.text().startsWith("d") && first.text().length() <= 2;
    }

    private Expr argument() {
        if (cursor.accept("{")) {
            Expr value = arithmetic.sum();
            cursor.expect("}");
            return value;
        }
        if (cursor.peek().kind() == Kind.NUMBER || cursor.peek().kind() == Kind.WORD) {
            cursor.split();
        }
        return new Primary(cursor, arithmetic).read();
    }
}
