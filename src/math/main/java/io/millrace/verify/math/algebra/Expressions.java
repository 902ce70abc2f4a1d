package io.millrace.verify.math.algebra;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Constant;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnreadableException;
import java.util.List;

/** Converts expression trees to normal form. */
final class Expressions {
    private static final Rational DEGREE = Rational.of(1, 180);
    private static final Rational PERCENT = Rational.of(1, 100);

    private final Budget budget;
    private final Powers powers;
    private final FunctionValues functions;

    Expressions(Budget budget) {
        this.budget = budget;
        this.powers = new Powers(budget);
        this.functions = new FunctionValues(budget, powers);
    }

    /** @throws UnreadableException if it is not a single value, or is undefined */
    Quotient of(Expr expr) {
        budget.spend(1);
        if (expr instanceof Num number) {
            return Quotient.of(number.value());
        }
        if (expr instanceof Symbol symbol) {
            return Quotient.of(Polynomial.of(new Atom.Letter(symbol.name())));
        }
        if (expr instanceof Constant constant) {
            return constant(constant);
        }
        if (expr instanceof Call call) {
            return call(call);
        }
        if (expr instanceof Node node) {
            return node(node);
        }
        throw new UnreadableException("is not one value");
    }

    private static Quotient constant(Constant constant) {
        return switch (constant) {
            case PI -> Quotient.of(Polynomial.of(Atom.Named.PI));
            case E -> Quotient.of(Polynomial.of(Atom.Named.E));
            case I -> Quotient.of(Polynomial.of(Atom.Named.I));
            default -> throw new UnreadableException("infinity is not a number");
        };
    }

    private Quotient call(Call call) {
        List<Quotient> arguments = call.parts().stream().map(this::of).toList();
        if (call.known()) {
            if (arguments.size() > 1
                    && !call.function().equals("log")
                    && !call.function().equals("binomial")) {
                throw new UnreadableException(call.function() + " takes one argument");
            }
            return functions.of(call.function(), arguments);
        }
        return Quotient.of(Polynomial.of(new Atom.Value("$" + call.function(), arguments)));
    }

    private Quotient node(Node node) {
        Quotient first = node.parts().isEmpty() ? Quotient.of(Rational.ZERO) : value(node, 0);
        return switch (node.shape()) {
            case SUM -> sum(node, first);
            case PRODUCT -> product(node, first);
            case NEGATIVE -> first.negate(budget);
            case QUOTIENT -> first.times(value(node, 1).inverse(budget), budget);
            case POWER -> powers.power(first, value(node, 1));
            case ROOT -> powers.root(first, value(node, 1));
            case DEGREES -> first.times(Quotient.of(Polynomial.of(Atom.Named.PI).scaled(DEGREE, budget)), budget);
            case PERCENT -> first.times(Quotient.of(PERCENT), budget);
            default -> throw new UnreadableException("is not one value");
        };
    }

    private Quotient value(Node node, int part) {
        return of(node.parts().get(part));
    }

    private Quotient sum(Node node, Quotient first) {
        Quotient sum = first;
        for (int i = 1; i < node.parts().size(); i++) {
            sum = sum.plus(value(node, i), budget);
        }
        return sum;
    }

    private Quotient product(Node node, Quotient first) {
        Quotient product = first;
        for (int i = 1; i < node.parts().size(); i++) {
            product = product.times(value(node, i), budget);
        }
        return product;
    }
}
