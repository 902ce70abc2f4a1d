package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedSet;
import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Constant;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Numeral;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnknownSymbolException;
import io.millrace.verify.math.number.UnreadableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses primary expressions: numbers, letters, fractions, roots, brackets, functions. */
final class Primary {
    private static final Set<String> ACCENTS = OrderedSet.of(
            "dot", "ddot", "hat", "vec", "tilde", "overline", "angle", "triangle", "overrightarrow", "widehat");
    private static final Set<String> OTHERS =
            OrderedSet.of("frac", "sqrt", "pi", "infty", "binom", "lfloor", "lceil", "langle", "emptyset", "mathbb:R");
    private static final String FUNCTION_LETTERS = "fghFGH";

    private final Cursor cursor;
    private final Arithmetic arithmetic;

    Primary(Cursor cursor, Arithmetic arithmetic) {
        this.cursor = cursor;
        this.arithmetic = arithmetic;
    }

    /** Whether a command begins a value. */
    static boolean starts(Token command) {
        String name = command.text();
        return OTHERS.contains(name)
                || BigOperators.known(name)
                || name.startsWith("mathbb:")
                || ACCENTS.contains(name)
                || Functions.known(name)
                || Commands.letter(name) && !name.equals("prime")
                || name.startsWith("begin:")
                || name.startsWith("operatorname:");
    }

    Expr read() {
        cursor.budget().enter();
        Expr value =
                switch (cursor.peek().kind()) {
                    case NUMBER -> number();
                    case LETTER -> letter();
                    case WORD -> word();
                    case COMMAND -> command();
                    case SIGN -> new Brackets(cursor, arithmetic).read();
                    case END -> throw cursor.unexpected();
                };
        cursor.budget().leave();
        return value;
    }

    private Num take() {
        String digits = cursor.take().text();
        return new Num(Rational.parse(digits, cursor.budget()), digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0);
    }

    /** A number, possibly mixed or in another base. */
    private Expr number() {
        String digits = cursor.peek().text();
        Num value = take();
        if (cursor.accept("_")) {
            return new Numeral(digits, NumeralBases.canonical(cursor.raw()));
        }
        Optional<String> base = NumeralBases.behind(cursor);
        if (base.isPresent()) {
            return new Numeral(digits, base.get());
        }
        boolean whole =
                value.value().whole() && !value.rounded() && !value.value().zero();
        if (whole && cursor.peek().command("frac")) {
            Expr fraction = command();
            Shape shape = proper(fraction) ? Shape.SUM : Shape.PRODUCT;
            return new Node(shape, value, fraction);
        }
        boolean plainFraction = cursor.peek().kind() == Kind.NUMBER
                && cursor.peek(1).sign("/")
                && cursor.peek(2).kind() == Kind.NUMBER;
        if (whole && plainFraction) {
            Num top = take();
            cursor.take();
            Expr fraction = new Node(Shape.QUOTIENT, top, take());
            if (!proper(fraction)) {
                throw new UnreadableException("a mixed number needs a proper fraction");
            }
            return new Node(Shape.SUM, value, fraction);
        }
        return value;
    }

    private static boolean proper(Expr expr) {
        return expr instanceof Node node
                && node.shape() == Shape.QUOTIENT
                && node.parts().get(0) instanceof Num top
                && node.parts().get(1) instanceof Num bottom
                && top.value().whole()
                && bottom.value().whole()
                && top.value().signum() > 0
                && top.value().compareTo(bottom.value()) < 0;
    }

    private Expr letter() {
        String letter = cursor.take().text();
        boolean marked = cursor.peek().sign("_") || cursor.peek().sign("'");
        if (!marked && letter.equals("e")) {
            return Constant.E;
        }
        if (!marked && letter.equals("i")) {
            return Constant.I;
        }
        return applied(symbol(letter));
    }

    /** A name with its subscript and primes. */
    private Symbol symbol(String letter) {
        StringBuilder name = new StringBuilder(letter);
        if (cursor.accept("_")) {
            name.append('_').append(cursor.raw());
        }
        while (cursor.accept("'")) {
            name.append('\'');
        }
        return new Symbol(name.toString());
    }

    /**
     * {@code f(x)} is a function's value; other letters are functions only in a definition such as {@code N(n) = 2n},
     * and at 0.
     */
    private Expr applied(Symbol symbol) {
        boolean letter = FUNCTION_LETTERS.indexOf(symbol.name().charAt(0)) >= 0;
        if (!cursor.peek().sign("(") || !letter && !definition()) {
            return symbol;
        }
        cursor.take();
        List<Expr> arguments = new Parser(cursor).items();
        cursor.expect(")");
        return new Call(symbol.name(), false, arguments);
    }

    private boolean definition() {
        if (cursor.peek(1).is(Kind.NUMBER, "0") && cursor.peek(2).sign(")")) {
            return true;
        }
        int ahead = 1;
        while (cursor.peek(ahead).kind() == Kind.LETTER
                && cursor.peek(ahead + 1).sign(",")) {
            ahead += 2;
        }
        return cursor.peek(ahead).kind() == Kind.LETTER
                && cursor.peek(ahead + 1).sign(")")
                && cursor.peek(ahead + 2).sign("=");
    }

    private Expr word() {
        Token word = cursor.peek();
        switch (word.text()) {
            case "pi":
                cursor.take();
                return Constant.PI;
            case "inf", "infinity", "infty":
                cursor.take();
                return Constant.INFINITY;
            case "sqrt":
                cursor.take();
                return root();
            case "theta", "alpha", "beta":
                return symbol(cursor.take().text());
            default:
        }
        if (Functions.known(word.text())) {
            return new Application(cursor, arithmetic).read(cursor.take().text());
        }
        if (word.quoted()) {
            throw new UnreadableException("'" + word.text() + "' is not a value");
        }
        cursor.split();
        return letter();
    }

    private Expr command() {
        String name = cursor.peek().text();
        String function = name.startsWith("operatorname:") ? name.substring("operatorname:".length()) : name;
        if (Functions.known(function)) {
            cursor.take();
            return new Application(cursor, arithmetic).read(function);
        }
        if (BigOperators.known(name)) {
            cursor.take();
            return new BigOperators(cursor, arithmetic).read(name);
        }
        if (ACCENTS.contains(name)) {
            cursor.take();
            return symbol(name + " " + named(name));
        }
        if (name.startsWith("begin:") || name.equals("langle") || name.startsWith("l") && OTHERS.contains(name)) {
            return new Brackets(cursor, arithmetic).read();
        }
        if (!OTHERS.contains(name) && !Commands.letter(name) && !name.startsWith("mathbb:")) {
            throw new UnknownSymbolException("\\" + name + " is not known");
        }
        cursor.take();
        return switch (name) {
            case "frac" -> new Arguments(cursor, arithmetic).fraction();
            case "sqrt" -> root();
            case "binom" -> new Arguments(cursor, arithmetic).binomial();
            case "pi" -> Constant.PI;
            case "infty" -> Constant.INFINITY;
            case "mathbb:R" -> Constant.REALS;
            case "emptyset" -> new Node(Shape.SET);
            default -> applied(symbol(name));
        };
    }

    /** The argument of an accent; angles and triangles are named by several letters. */
    private String named(String accent) {
        if (!accent.equals("angle") && !accent.equals("triangle")) {
            return cursor.raw();
        }
        StringBuilder points = new StringBuilder();
        while (cursor.peek().kind() == Kind.LETTER || cursor.peek().kind() == Kind.WORD) {
            points.append(symbol(cursor.take().text()).name());
        }
        return points.toString();
    }

    private Expr root() {
        Expr index = new Num(Rational.of(2));
        if (cursor.accept("[")) {
            index = arithmetic.sum();
            cursor.expect("]");
        }
        return new Node(Shape.ROOT, new Arguments(cursor, arithmetic).radicand(), index);
    }
}
