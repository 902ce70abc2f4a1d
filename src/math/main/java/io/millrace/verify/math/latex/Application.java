package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Constant;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses a known function's argument, with or without brackets, and exponents or subscripts before it: {@code \sin^2
 * 2x}, {@code \log_2 8}.
 */
final class Application {
    private final Cursor cursor;
    private final Arithmetic arithmetic;

    Application(Cursor cursor, Arithmetic arithmetic) {
        this.cursor = cursor;
        this.arithmetic = arithmetic;
    }

    /** @param name name of the function, which has been consumed */
    Expr read(String name) {
        String function = Functions.canonical(name);
        List<Expr> arguments = new ArrayList<>();
        if (function.equals("log") && cursor.accept("_")) {
            arguments.add(arithmetic.exponent());
        } else if (name.equals("lg")) {
            arguments.add(new Num(Rational.of(10)));
        }
        if (!cursor.accept("^")) {
            arguments.add(0, argument());
            return call(function, arguments);
        }
        Expr exponent = arithmetic.exponent();
        arguments.add(0, argument());
        if (minusOne(exponent) && Functions.invertible(function)) {
            return call(Functions.inverse(function), arguments);
        }
        return new Node(Shape.POWER, call(function, arguments), exponent);
    }

    private static boolean minusOne(Expr exponent) {
        return exponent instanceof Node node
                && node.shape() == Shape.NEGATIVE
                && node.parts().get(0) instanceof Num one
                && one.value().equals(Rational.ONE);
    }

    private static Expr call(String function, List<Expr> arguments) {
        if (function.equals("exp")) {
            return new Node(Shape.POWER, Constant.E, arguments.get(0));
        }
        return new Call(function, true, arguments);
    }

    /**
     * Brackets enclose the whole argument; without them it extends over simple factors, and a following division by a
     * number or letter is ambiguous.
     */
    private Expr argument() {
        Token first = cursor.peek();
        if (first.sign("(") || first.sign("{") || first.sign("[") || first.sign("|")) {
            return new Brackets(cursor, arithmetic).read();
        }
        List<Expr> factors = new ArrayList<>();
        factors.add(arithmetic.factor());
        while (simple(cursor.peek())) {
            factors.add(arithmetic.factor());
        }
        if (cursor.peek().sign("/") && !Functions.named(cursor.peek(1).text())) {
            throw new UnreadableException("the argument of a function before / can be read in two ways");
        }
        return factors.size() == 1 ? factors.get(0) : new Node(Shape.PRODUCT, factors);
    }

    private static boolean simple(Token token) {
        return token.kind() == Kind.LETTER && !token.quoted()
                || token.kind() == Kind.COMMAND
                        && (Commands.letter(token.text())
                                || token.text().equals("pi")
                                || token.text().equals("frac")
                                || token.text().equals("sqrt"));
    }
}
