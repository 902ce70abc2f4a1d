package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Quantity;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses sums, products and powers.
 *
 * <pre>
 *   sum     = [sign] product { sign product }
 *   product = factor { ["\cdot" | "/"] factor }
 *   factor  = primary { "^" exponent | "!" | "%" | "^\circ" }
 * </pre>
 */
final class Arithmetic {
    private static final int MAX_POSTFIXES = 4;

    private final Cursor cursor;
    private Optional<String> currency = Optional.empty();

    Arithmetic(Cursor cursor) {
        this.cursor = cursor;
    }

    /** Consumes a currency sign, if there is one, or returns the one consumed since the last call. */
    Optional<String> currency() {
        Optional<String> met = currency;
        currency = Optional.empty();
        return met.isPresent() ? met : takeCurrency();
    }

    private Optional<String> takeCurrency() {
        Optional<String> unit = Units.currency(cursor.peek());
        if (unit.isPresent()) {
            cursor.take();
        }
        return unit;
    }

    /** A sum; {@code n \choose k} and {@code a \over b} have one on each side. */
    Expr sum() {
        Expr first = plainSum();
        Token infix = cursor.peek();
        if (!infix.command("choose") && !infix.command("over")) {
            return first;
        }
        cursor.take();
        Expr second = plainSum();
        if (cursor.peek().command("choose") || cursor.peek().command("over")) {
            throw cursor.unexpected();
        }
        return infix.command("over")
                ? new Node(Shape.QUOTIENT, first, second)
                : new Call("binomial", true, List.of(first, second));
    }

    private Expr plainSum() {
        cursor.budget().enter();
        List<Expr> terms = new ArrayList<>();
        terms.add(signed(true));
        while (signs(cursor.peek())) {
            terms.add(signed(false));
        }
        cursor.budget().leave();
        return terms.size() == 1 ? terms.get(0) : new Node(Shape.SUM, terms);
    }

    private static boolean signs(Token token) {
        return token.sign("+") || token.sign("-") || token.command("pm") || token.command("mp");
    }

    private Expr signed(boolean optional) {
        Token sign = cursor.peek();
        if (signs(sign)) {
            cursor.take();
        } else if (!optional) {
            throw cursor.unexpected();
        }
        if (signs(sign)) {
            currency = takeCurrency().or(() -> currency);
        }
        Expr product = product();
        if (sign.sign("-")) {
            return new Node(Shape.NEGATIVE, product);
        }
        return sign.command("pm")
                ? new Node(Shape.PLUS_MINUS, product)
                : sign.command("mp") ? new Node(Shape.MINUS_PLUS, product) : product;
    }

    Expr product() {
        List<Expr> factors = new ArrayList<>();
        factors.add(factor());
        boolean divided = false;
        while (true) {
            if (cursor.accept("*") || cursor.acceptCommand("cdot")) {
                factors.add(negatable());
                divided = false;
            } else if (divides()) {
                cursor.take();
                divide(factors, negatable());
                divided = true;
            } else if (startsFactor()) {
                refuseAmbiguous(divided, factors);
                factors.add(factor());
            } else {
                return factors.size() == 1 ? factors.get(0) : new Node(Shape.PRODUCT, factors);
            }
        }
    }

    private boolean divides() {
        boolean slash = cursor.peek().sign("/") && !cursor.peek(1).quoted();
        return slash || cursor.peek().command("div");
    }

    private static void divide(List<Expr> factors, Expr divisor) {
        if (factors.size() == 1) {
            factors.set(0, new Node(Shape.QUOTIENT, factors.get(0), divisor));
        } else {
            factors.add(new Node(Shape.QUOTIENT, new Num(Rational.ONE), divisor));
        }
    }

    /** A factor after a/b without a sign may belong to b; only {@code 1/2 x}, with a space, is unambiguous. */
    private void refuseAmbiguous(boolean divided, List<Expr> factors) {
        if (!divided) {
            return;
        }
        boolean numbers = factors.size() == 1
                && factors.get(0).parts().stream().allMatch(Num.class::isInstance)
                && cursor.peek().spaced();
        if (!numbers) {
            throw new UnreadableException("a/bc can be read in two ways");
        }
    }

    private Expr negatable() {
        return cursor.accept("-") ? new Node(Shape.NEGATIVE, factor()) : factor();
    }

    /** Whether the next token is an implicit factor. */
    private boolean startsFactor() {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case NUMBER -> cursor.after(")") || cursor.after("!");
            case LETTER ->
                !token.quoted() && !(token.text().equals("U") && cursor.peek(1).sign("("));
            case WORD ->
                !token.quoted()
                        && !token.text().equals("or")
                        && !token.text().equals("and")
                        && !Congruences.ahead(cursor)
                        && !Units.follows(cursor);
            case COMMAND -> Primary.starts(token);
            case SIGN ->
                token.sign("(") && !Congruences.ahead(cursor)
                        || token.sign("[")
                        || token.sign("{")
                        || token.sign("|") && !cursor.inBars();
            default -> false;
        };
    }

    Expr factor() {
        Expr start = new Primary(cursor, this).read();
        Expr value = start;
        for (int i = 0; i < MAX_POSTFIXES; i++) {
            refuseTower(start, value);
            if (cursor.accept("^")) {
                value = raised(value);
            } else if (cursor.acceptCommand("circ")) {
                value = degrees(value);
            } else if (cursor.accept("%")) {
                value = new Node(Shape.PERCENT, value);
            } else if (cursor.peek().sign("!")
                    && !cursor.peek(1).sign("!")
                    && !cursor.peek(1).sign("=")) {
                cursor.take();
                value = new Call("factorial", true, List.of(value));
            } else {
                return value;
            }
        }
        throw cursor.unexpected();
    }

    /** {@code a^b^c} and {@code a^b!} are ambiguous. */
    private void refuseTower(Expr start, Expr value) {
        boolean power = value != start && value instanceof Node node && node.shape() == Shape.POWER;
        if (power && (cursor.peek().sign("^") || cursor.peek().sign("!"))) {
            throw new UnreadableException("a power before " + cursor.peek().text() + " can be read in two ways");
        }
    }

    private Expr raised(Expr base) {
        if (cursor.acceptCommand("circ")) {
            return degrees(base);
        }
        Token inner = cursor.peek().sign("{") ? cursor.peek(1) : cursor.peek();
        if (inner.command("circ")) {
            cursor.raw();
            return degrees(base);
        }
        if (Units.ordinal(inner)) {
            cursor.raw();
            return new Quantity(base, "ordinal");
        }
        if (inner.command("prime")) {
            String primes = cursor.raw().replace("prime", "'");
            if (base instanceof Symbol symbol) {
                return new Symbol(symbol.name() + primes);
            }
            return new Quantity(base, primes.length() > 1 ? "arcsecond" : "arcminute");
        }
        return new Node(Shape.POWER, base, exponent());
    }

    private Expr degrees(Expr value) {
        Token scale = cursor.peek();
        if (scale.kind() == Kind.LETTER
                && (scale.text().equals("C") || scale.text().equals("F"))) {
            cursor.take();
            return new Quantity(value, "degree " + scale.text());
        }
        return new Node(Shape.DEGREES, value);
    }

    /** The exponent: braces, brackets, or one number or letter with its sign. */
    Expr exponent() {
        if (cursor.accept("{")) {
            Expr exponent = sum();
            cursor.expect("}");
            return exponent;
        }
        return cursor.accept("-") ? new Node(Shape.NEGATIVE, single()) : single();
    }

    private Expr single() {
        if (cursor.peek().kind() == Kind.WORD) {
            cursor.split();
        }
        if (cursor.peek().kind() == Kind.NUMBER) {
            return new Num(Rational.parse(cursor.take().text(), cursor.budget()));
        }
        return new Primary(cursor, this).read();
    }
}
