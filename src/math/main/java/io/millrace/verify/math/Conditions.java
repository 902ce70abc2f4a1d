package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Constant;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Relation;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts conditions on one label to the set of its values: {@code x > 3} to x in (3, oo). Conditions must be solved,
 * except for a sign or an absolute value: {@code -x < 1}, {@code |x - 2| < 1}, not {@code 2x > 4}.
 */
final class Conditions {
    private static final Expr BELOW = new Node(Shape.NEGATIVE, Constant.INFINITY);

    private final RealSets sets;

    Conditions(RealSets sets) {
        this.sets = sets;
    }

    /** Whether an expression is a set of numbers rather than a value. */
    static boolean set(Expr expr) {
        return expr == Constant.REALS
                || RealSets.compound(expr)
                || Forms.has(expr, Shape.SET)
                || bracketed(expr) && expr.parts().size() == 2;
    }

    private static boolean bracketed(Expr expr) {
        return Forms.has(expr, Shape.OPEN_OPEN)
                || Forms.has(expr, Shape.OPEN_CLOSED)
                || Forms.has(expr, Shape.CLOSED_OPEN)
                || Forms.has(expr, Shape.CLOSED_CLOSED);
    }

    /**
     * Combines conditions on the same label.
     *
     * @param expr its shape determines whether all or any must hold
     * @param items its parts; bare values after {@code x \\ne 1} are further excluded values
     * @return empty if they are not all on the same label
     */
    Optional<Expr> join(Expr expr, List<Expr> items) {
        Optional<Statement> first = Statements.assignment(items.get(0));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Expr label = first.get().parts().get(0);
        boolean excluded = Forms.has(first.get().parts().get(1), Shape.DIFFERENCE);
        List<Expr> parts = new ArrayList<>();
        for (Expr item : items) {
            Optional<Statement> given = Statements.assignment(item)
                    .filter(statement -> statement.parts().get(0).equals(label));
            boolean more = excluded && !(item instanceof Statement);
            if (given.isEmpty() && !more) {
                return Optional.empty();
            }
            Expr values = more ? without(item) : given.get().parts().get(1);
            parts.add(set(values) ? values : new Node(Shape.SET, values));
        }
        boolean list = items.stream().skip(1).noneMatch(Statement.class::isInstance);
        Shape shape = excluded && list ? Shape.INTERSECTION : shape(expr, parts);
        return Optional.of(new Statement(List.of(label, new Node(shape, parts)), List.of(Relation.EQUAL)));
    }

    /** Commas mean "or" between disjoint sets, and "and" between sets whose union is everything. */
    private Shape shape(Expr expr, List<Expr> parts) {
        if (!Forms.has(expr, Shape.CONDITIONS)) {
            return Forms.has(expr, Shape.CONJUNCTION) ? Shape.INTERSECTION : Shape.UNION;
        }
        Optional<RealSet> common = sets.of(new Node(Shape.INTERSECTION, parts));
        Optional<RealSet> together = sets.of(new Node(Shape.UNION, parts));
        if (common.isPresent() && common.get().empty()) {
            return Shape.UNION;
        }
        if (together.isPresent() && together.get().everything()) {
            return Shape.INTERSECTION;
        }
        throw new UnreadableException("conditions separated by commas are ambiguous");
    }

    private static Expr without(Expr value) {
        return new Node(Shape.DIFFERENCE, Constant.REALS, new Node(Shape.SET, value));
    }

    /**
     * A condition on one label, as the set of its values.
     *
     * @param statement statement whose inequalities point to the right
     */
    Optional<Expr> solve(Statement statement) {
        List<Expr> sides = statement.parts();
        List<Relation> relations = statement.relations();
        if (sides.size() == 2) {
            return pair(sides.get(0), relations.get(0), sides.get(1));
        }
        boolean bounds = relations.stream().allMatch(Conditions::bound);
        if (sides.size() != 3 || !bounds || !number(sides.get(0)) || !number(sides.get(2))) {
            return Optional.empty();
        }
        Optional<Expr> label = label(sides.get(1));
        boolean closedFirst = relations.get(0) == Relation.AT_MOST && Forms.infinity(sides.get(0)) == 0;
        boolean closedLast = relations.get(1) == Relation.AT_MOST && Forms.infinity(sides.get(2)) == 0;
        if (label.isPresent()) {
            return label.map(name -> in(name, bracketed(closedFirst, sides.get(0), sides.get(2), closedLast)));
        }
        Optional<Expr> low = pair(sides.get(0), relations.get(0), sides.get(1));
        Optional<Expr> high = pair(sides.get(1), relations.get(1), sides.get(2));
        return low.isPresent() && high.isPresent()
                ? join(new Node(Shape.CONJUNCTION, low.get(), high.get()), List.of(low.get(), high.get()))
                : Optional.empty();
    }

    private Optional<Expr> pair(Expr left, Relation relation, Expr right) {
        if (!bound(relation)) {
            return exclusion(left, relation, right);
        }
        boolean closed = relation == Relation.AT_MOST;
        if (number(right)) {
            return label(left)
                    .map(name -> in(name, bracketed(false, BELOW, right, closed)))
                    .or(() -> negated(left)
                            .map(name -> in(name, bracketed(closed, minus(right), Constant.INFINITY, false))))
                    .or(() -> absolute(left).map(inner -> around(inner, right, closed)));
        }
        if (number(left)) {
            return label(right)
                    .map(name -> in(name, bracketed(closed, left, Constant.INFINITY, false)))
                    .or(() -> negated(right).map(name -> in(name, bracketed(false, BELOW, minus(left), closed))))
                    .or(() -> absolute(right).map(inner -> outside(inner, left, closed)));
        }
        return Optional.empty();
    }

    private static Optional<Expr> exclusion(Expr left, Relation relation, Expr right) {
        if (relation == Relation.NO_ELEMENT && label(left).isPresent()) {
            return Optional.of(in(left, new Node(Shape.DIFFERENCE, Constant.REALS, right)));
        }
        if (relation != Relation.UNEQUAL) {
            return Optional.empty();
        }
        boolean turned = number(left);
        Expr value = turned ? left : right;
        return number(value) ? label(turned ? right : left).map(name -> in(name, without(value))) : Optional.empty();
    }

    /** {@code |x - c| < r}: from c - r to c + r. */
    private static Expr around(Shifted inner, Expr radius, boolean closed) {
        return in(
                inner.label(),
                bracketed(closed, plus(inner.center(), minus(radius)), plus(inner.center(), radius), closed));
    }

    /** {@code |x - c| > r}: all others. */
    private static Expr outside(Shifted inner, Expr radius, boolean closed) {
        Node below = bracketed(false, BELOW, plus(inner.center(), minus(radius)), closed);
        Node above = bracketed(closed, plus(inner.center(), radius), Constant.INFINITY, false);
        return in(inner.label(), new Node(Shape.UNION, below, above));
    }

    /** The letter and number whose distance is an absolute value. */
    private record Shifted(Expr label, Expr center) {}

    private static Optional<Shifted> absolute(Expr expr) {
        if (!(expr instanceof Call call) || !call.known() || !call.function().equals("abs")) {
            return Optional.empty();
        }
        Expr inner = call.parts().get(0);
        if (inner instanceof Symbol) {
            return Optional.of(new Shifted(inner, new Num(Rational.ZERO)));
        }
        boolean sum = Forms.has(inner, Shape.SUM) && inner.parts().size() == 2;
        return sum
                        && inner.parts().get(0) instanceof Symbol
                        && number(inner.parts().get(1))
                ? Optional.of(
                        new Shifted(inner.parts().get(0), minus(inner.parts().get(1))))
                : Optional.empty();
    }

    private static Optional<Expr> label(Expr expr) {
        boolean function = expr instanceof Call call && !call.known();
        return expr instanceof Symbol || function ? Optional.of(expr) : Optional.empty();
    }

    private static Optional<Expr> negated(Expr expr) {
        return Forms.has(expr, Shape.NEGATIVE) ? label(expr.parts().get(0)) : Optional.empty();
    }

    private static boolean bound(Relation relation) {
        return relation == Relation.LESS || relation == Relation.AT_MOST;
    }

    private static boolean number(Expr expr) {
        return Forms.names(expr).isEmpty() && !set(expr);
    }

    private static Expr minus(Expr expr) {
        return Forms.has(expr, Shape.NEGATIVE) ? expr.parts().get(0) : new Node(Shape.NEGATIVE, expr);
    }

    private static Expr plus(Expr first, Expr second) {
        return new Node(Shape.SUM, first, second);
    }

    private static Expr in(Expr label, Expr set) {
        return new Statement(List.of(label, set), List.of(Relation.EQUAL));
    }

    private static Node bracketed(boolean closedFirst, Expr first, Expr last, boolean closedLast) {
        Shape shape = closedFirst
                ? closedLast ? Shape.CLOSED_CLOSED : Shape.CLOSED_OPEN
                : closedLast ? Shape.OPEN_CLOSED : Shape.OPEN_OPEN;
        return new Node(shape, first, last);
    }
}
