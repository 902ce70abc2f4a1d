package io.millrace.verify.math.symja;

import io.millrace.ordered.OrderedMap;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Constant;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnreadableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes values in Symja's syntax, with the meaning that they have in {@link io.millrace.verify.math.algebra.Values}.
 *
 * <p>Only numbers, known functions and generated names are written: letters become v1, v2, ..., unknown functions f1,
 * f2, .... Therefore no text of an answer can be a command to Symja.
 */
final class SymjaSyntax {
    private static final int MAX_LENGTH = 2_000;
    /** The base of a logarithm without an explicit base. */
    private static final String UNNAMED_BASE = "v0";

    private static final Map<String, String> FUNCTIONS = OrderedMap.ofEntries(
            Map.entry("sin", "Sin"),
            Map.entry("cos", "Cos"),
            Map.entry("tan", "Tan"),
            Map.entry("cot", "Cot"),
            Map.entry("sec", "Sec"),
            Map.entry("csc", "Csc"),
            Map.entry("arcsin", "ArcSin"),
            Map.entry("arccos", "ArcCos"),
            Map.entry("arctan", "ArcTan"),
            Map.entry("sinh", "Sinh"),
            Map.entry("cosh", "Cosh"),
            Map.entry("tanh", "Tanh"),
            Map.entry("ln", "Log"),
            Map.entry("abs", "Abs"),
            Map.entry("floor", "Floor"),
            Map.entry("ceil", "Ceiling"),
            Map.entry("factorial", "Factorial"));

    private final Map<String, String> letters = new LinkedHashMap<>();
    private final Map<String, String> functions = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();

    private SymjaSyntax() {}

    /**
     * Two values separated by a tab, with the same names for the same letters.
     *
     * @return empty if one of them is not a value or is too long
     */
    static Optional<String> pair(Expr left, Expr right) {
        SymjaSyntax syntax = new SymjaSyntax();
        try {
            syntax.write(left);
            syntax.out.append('\t');
            syntax.write(right);
            return Optional.of(syntax.out.toString());
        } catch (UnreadableException | LimitException e) {
            return Optional.empty();
        }
    }

    private void write(Expr expr) {
        if (out.length() > MAX_LENGTH) {
            throw new LimitException("is longer than " + MAX_LENGTH + " characters");
        }
        if (expr instanceof Num number) {
            number(number.value());
        } else if (expr instanceof Symbol symbol) {
            out.append(letters.computeIfAbsent(symbol.name(), name -> "v" + (letters.size() + 1)));
        } else if (expr instanceof Constant constant) {
            out.append(constant(constant));
        } else if (expr instanceof Call call) {
            call(call);
        } else if (expr instanceof Node node) {
            node(node);
        } else {
            throw new UnreadableException("is not one value");
        }
    }

    private void number(Rational value) {
        out.append('(').append(value).append(')');
    }

    private static String constant(Constant constant) {
        return switch (constant) {
            case PI -> "Pi";
            case E -> "E";
            case I -> "I";
            default -> throw new UnreadableException("infinity is not a number");
        };
    }

    private void call(Call call) {
        List<Expr> arguments = call.parts();
        if (!call.known()) {
            applied(
                    functions.computeIfAbsent(call.function(), name -> "f" + (functions.size() + 1)),
                    arguments.toArray(Expr[]::new));
        } else if (call.function().equals("log")) {
            logarithm(arguments);
        } else if (call.function().equals("binomial") && arguments.size() == 2) {
            applied("Binomial", arguments.get(0), arguments.get(1));
        } else if (FUNCTIONS.containsKey(call.function()) && arguments.size() == 1) {
            applied(FUNCTIONS.get(call.function()), arguments.get(0));
        } else {
            throw new UnreadableException(call.function() + " is not known");
        }
    }

    private void logarithm(List<Expr> arguments) {
        out.append('(');
        applied("Log", arguments.get(0));
        out.append("/Log[");
        if (arguments.size() > 1) {
            write(arguments.get(1));
        } else {
            out.append(UNNAMED_BASE);
        }
        out.append("])");
    }

    private void applied(String function, Expr... arguments) {
        out.append(function).append('[');
        for (int i = 0; i < arguments.length; i++) {
            out.append(i == 0 ? "" : ",");
            write(arguments[i]);
        }
        out.append(']');
    }

    private void node(Node node) {
        List<Expr> parts = node.parts();
        switch (node.shape()) {
            case SUM -> joined("+", parts);
            case PRODUCT -> joined("*", parts);
            case QUOTIENT -> joined("/", parts);
            case POWER -> joined("^", parts);
            case NEGATIVE -> enclosed("(-", parts.get(0), ")");
            case DEGREES -> enclosed("(", parts.get(0), "*Pi/180)");
            case PERCENT -> enclosed("(", parts.get(0), "/100)");
            case ROOT -> root(parts.get(0), parts.get(1));
            default -> throw new UnreadableException("is not one value");
        }
    }

    private void joined(String sign, List<Expr> parts) {
        out.append('(');
        for (int i = 0; i < parts.size(); i++) {
            out.append(i == 0 ? "" : sign);
            write(parts.get(i));
        }
        out.append(')');
    }

    private void enclosed(String before, Expr part, String after) {
        out.append(before);
        write(part);
        out.append(after);
    }

    /** An odd root of a negative number is negative; all other values are principal values. */
    private void root(Expr radicand, Expr index) {
        if (!(index instanceof Num order
                && order.value().small()
                && order.value().signum() > 0)) {
            throw new UnreadableException("a root's index must be a whole number above 0");
        }
        boolean odd = order.value().numerator().testBit(0);
        boolean below = odd
                && radicand instanceof Node node
                && node.shape() == Shape.NEGATIVE
                && node.parts().get(0) instanceof Num;
        String exponent = "^(1/" + order.value() + "))";
        if (below) {
            enclosed("(-", radicand.parts().get(0), exponent);
        } else {
            enclosed("(", radicand, exponent);
        }
    }
}
