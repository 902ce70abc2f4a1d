package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Constant;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Relation;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.latex.Expr.Symbol;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Brings statements into few forms: a value that is given to a label, an equation, an inequality that points to the right, or
 * just a value.
 */
final class Statements {
    private static final Expr BELOW = new Node(Shape.NEGATIVE, Constant.INFINITY);

    private final BiPredicate<Expr, Expr> equal;
    private final BiPredicate<Expr, Expr> near;

    /**
     * @param equal whether two values are the same; every step of {@code a = b = c} must be right
     * @param near whether a value can be what another one is rounded to
     */
    Statements(BiPredicate<Expr, Expr> equal, BiPredicate<Expr, Expr> near) {
        this.equal = equal;
        this.near = near;
    }

    /** Several values as values: {@code x = 1, x = 2} and {@code x = 1, 2} lose their labels. */
    Expr reduce(Expr expr) {
        if (!Forms.several(expr)) {
            return expr instanceof Statement statement ? reduce(statement) : expr;
        }
        List<Expr> items = reducedParts(expr);
        if (commonLabel(items).isPresent()) {
            items.replaceAll(
                    item -> assignment(item).map(given -> given.parts().get(1)).orElse(item));
        }
        boolean intervals = items.stream().allMatch(item -> item instanceof Node node && bracketed(node))
                && expr.parts().stream().allMatch(Statement.class::isInstance);
        return new Node(intervals ? Shape.UNION : Forms.has(expr, Shape.SET) ? Shape.SET : Shape.LISTING, items);
    }

    /** Whether an answer gives all its values to one label, and the truth's first value has another one. */
    boolean otherLabel(Expr truth, Expr answer) {
        if (!Forms.several(truth) || !Forms.several(answer)) {
            return false;
        }
        Optional<Expr> wanted = firstLabel(reducedParts(truth));
        Optional<Expr> given = commonLabel(reducedParts(answer));
        return wanted.isPresent() && given.isPresent() && !wanted.equals(given);
    }

    private List<Expr> reducedParts(Expr several) {
        List<Expr> items = new ArrayList<>();
        several.parts().forEach(part -> items.add(reduce(part)));
        return items;
    }

    /** What all values are given to, or the first one for all. */
    private static Optional<Expr> commonLabel(List<Expr> items) {
        return firstLabel(items).filter(label -> sameLabel(items, label) || labelledOnce(items));
    }

    private static Optional<Expr> firstLabel(List<Expr> items) {
        return items.isEmpty()
                ? Optional.empty()
                : assignment(items.get(0)).map(given -> given.parts().get(0));
    }

    private static boolean bracketed(Node node) {
        return node.shape() == Shape.OPEN_OPEN
                || node.shape() == Shape.OPEN_CLOSED
                || node.shape() == Shape.CLOSED_OPEN
                || node.shape() == Shape.CLOSED_CLOSED;
    }

    private static boolean labelledOnce(List<Expr> items) {
        return items.stream().skip(1).noneMatch(Statement.class::isInstance);
    }

    private static boolean sameLabel(List<Expr> items, Expr label) {
        return items.stream().allMatch(item -> assignment(item)
                .filter(given -> given.parts().get(0).equals(label))
                .isPresent());
    }

    /** A value that is given to a label, if it is one. */
    static Optional<Statement> assignment(Expr expr) {
        return expr instanceof Statement statement
                        && statement.relations().equals(List.of(Relation.EQUAL))
                        && Forms.label(statement.parts().get(0))
                ? Optional.of(statement)
                : Optional.empty();
    }

    /** Whether it is an equation of two sides. */
    static boolean equation(Expr expr) {
        return expr instanceof Statement statement && statement.relations().equals(List.of(Relation.EQUAL));
    }

    private Expr reduce(Statement statement) {
        List<Relation> relations = statement.relations();
        List<Expr> sides = statement.parts();
        if (relations.stream().allMatch(relation -> relation == Relation.EQUAL || relation == Relation.APPROXIMATE)) {
            return chain(sides, relations);
        }
        if (relations.equals(List.of(Relation.ELEMENT)) && Forms.label(sides.get(0))) {
            return new Statement(sides, List.of(Relation.EQUAL));
        }
        return interval(toTheRight(statement));
    }

    /** {@code label = a = b}: a and b must be equal; what is about equal is left out. */
    private Expr chain(List<Expr> sides, List<Relation> relations) {
        if (sides.size() == 2 && Forms.label(sides.get(1)) && !Forms.label(sides.get(0))) {
            return chain(List.of(sides.get(1), sides.get(0)), relations);
        }
        boolean labelled = Forms.label(sides.get(0));
        int first = labelled ? 1 : 0;
        requireNear(sides, relations, first);
        List<Expr> values = new ArrayList<>();
        values.add(sides.get(first));
        for (int i = first; i < relations.size() && relations.get(i) == Relation.EQUAL; i++) {
            values.add(sides.get(i + 1));
        }
        if (labelled) {
            requireEqual(values);
            return new Statement(List.of(sides.get(0), values.get(0)), List.of(Relation.EQUAL));
        }
        boolean constant = values.stream().allMatch(value -> Forms.names(value).isEmpty());
        if (values.size() == 2 && !constant) {
            return new Statement(values, List.of(Relation.EQUAL));
        }
        requireEqual(values);
        return values.get(values.size() - 1);
    }

    private void requireNear(List<Expr> sides, List<Relation> relations, int first) {
        for (int i = first; i < relations.size(); i++) {
            boolean rounded = relations.get(i) == Relation.APPROXIMATE;
            if (rounded && !near.test(Forms.plain(sides.get(i)), Forms.plain(sides.get(i + 1)))) {
                throw new UnreadableException("a value is rounded to another");
            }
        }
    }

    private void requireEqual(List<Expr> values) {
        for (int i = 1; i < values.size(); i++) {
            if (!equal.test(values.get(i - 1), values.get(i))) {
                throw new UnreadableException("the sides of an equation differ");
            }
        }
    }

    private static Statement toTheRight(Statement statement) {
        boolean left = statement.relations().stream()
                .allMatch(relation -> relation == Relation.GREATER || relation == Relation.AT_LEAST);
        if (!left) {
            return statement;
        }
        List<Expr> sides = new ArrayList<>(statement.parts());
        List<Relation> relations = new ArrayList<>();
        statement.relations().forEach(relation -> relations.add(relation.reversed()));
        Collections.reverse(sides);
        Collections.reverse(relations);
        return new Statement(sides, relations);
    }

    /** Bounds of one letter as the interval that they are. */
    private static Expr interval(Statement statement) {
        List<Expr> sides = statement.parts();
        List<Relation> relations = statement.relations();
        boolean bounds =
                relations.stream().allMatch(relation -> relation == Relation.LESS || relation == Relation.AT_MOST);
        boolean closedFirst = relations.get(0) == Relation.AT_MOST;
        if (bounds && sides.size() == 2 && sides.get(0) instanceof Symbol && number(sides.get(1))) {
            return bracketed(false, BELOW, sides.get(1), closedFirst);
        }
        if (bounds && sides.size() == 2 && sides.get(1) instanceof Symbol && number(sides.get(0))) {
            return bracketed(closedFirst, sides.get(0), Constant.INFINITY, false);
        }
        boolean between = bounds && sides.size() == 3 && sides.get(1) instanceof Symbol;
        if (between && number(sides.get(0)) && number(sides.get(2))) {
            boolean closedLast = relations.get(1) == Relation.AT_MOST;
            return bracketed(
                    closedFirst && Forms.infinity(sides.get(0)) == 0,
                    sides.get(0),
                    sides.get(2),
                    closedLast && Forms.infinity(sides.get(2)) == 0);
        }
        return statement;
    }

    private static boolean number(Expr expr) {
        return Forms.names(expr).isEmpty();
    }

    private static Node bracketed(boolean closedFirst, Expr first, Expr last, boolean closedLast) {
        Shape shape = closedFirst
                ? closedLast ? Shape.CLOSED_CLOSED : Shape.CLOSED_OPEN
                : closedLast ? Shape.OPEN_CLOSED : Shape.OPEN_OPEN;
        return new Node(shape, first, last);
    }
}
