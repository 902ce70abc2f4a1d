package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Relation;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.number.UnreadableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Normalizes statements: a value assigned to a label, an equation, an inequality that points to the right, or a plain
 * value.
 */
final class Statements {
    private final BiPredicate<Expr, Expr> equal;
    private final BiPredicate<Expr, Expr> near;
    private final Conditions conditions;

    /**
     * @param equal compares two values; every step of {@code a = b = c} must be correct
     * @param near whether one value can be the other one rounded
     * @param conditions solves inequalities
     */
    Statements(BiPredicate<Expr, Expr> equal, BiPredicate<Expr, Expr> near, Conditions conditions) {
        this.equal = equal;
        this.near = near;
        this.conditions = conditions;
    }

    /** Several values as plain values: {@code x = 1, x = 2} and {@code x = 1, 2} lose their labels. */
    Expr reduce(Expr expr) {
        if (Forms.has(expr, Shape.BUILDER)) {
            return builder(expr.parts().get(0), reduce(expr.parts().get(1)));
        }
        if (Forms.has(expr, Shape.CASES)) {
            return expr.map(row -> row.map(this::reduce));
        }
        if (RealSets.compound(expr)) {
            return expr.map(this::reduce);
        }
        if (!Forms.several(expr) && !Forms.conditions(expr)) {
            return expr instanceof Statement statement ? reduce(statement) : expr;
        }
        List<Expr> items = reducedParts(expr);
        if (Forms.conditions(expr) || items.stream().anyMatch(Statements::region)) {
            Optional<Expr> joined = conditions.join(expr, items);
            if (joined.isPresent()) {
                return joined.get();
            }
        }
        Optional<Expr> label = commonLabel(items);
        if (label.isPresent()) {
            List<Expr> named =
                    sameLabel(items, label.get()) ? items.stream().distinct().toList() : items;
            items = named.stream()
                    .map(item ->
                            assignment(item).map(given -> given.parts().get(1)).orElse(item))
                    .toList();
        }
        return new Node(Forms.has(expr, Shape.SET) ? Shape.SET : Shape.LISTING, items);
    }

    private static Expr builder(Expr variable, Expr condition) {
        return assignment(condition)
                .filter(given -> given.parts().get(0).equals(variable))
                .map(given -> given.parts().get(1))
                .map(values -> Conditions.set(values) ? values : new Node(Shape.SET, values))
                .orElseThrow(() -> new UnreadableException("the condition of a set is not about its variable"));
    }

    /** Whether it states that a label is in a set. */
    private static boolean region(Expr item) {
        return assignment(item)
                .filter(given -> Conditions.set(given.parts().get(1)))
                .isPresent();
    }

    /** Whether an answer assigns all its values to one label, and the truth's first value has a different one. */
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

    /** The label of all values, or that of the first value if it is the only label. */
    private static Optional<Expr> commonLabel(List<Expr> items) {
        return firstLabel(items).filter(label -> sameLabel(items, label) || labelledOnce(items));
    }

    private static Optional<Expr> firstLabel(List<Expr> items) {
        return items.isEmpty()
                ? Optional.empty()
                : assignment(items.get(0)).map(given -> given.parts().get(0));
    }

    private static boolean labelledOnce(List<Expr> items) {
        return items.stream().skip(1).noneMatch(Statement.class::isInstance);
    }

    private static boolean sameLabel(List<Expr> items, Expr label) {
        return items.stream().allMatch(item -> assignment(item)
                .filter(given -> given.parts().get(0).equals(label))
                .isPresent());
    }

    /** The statement as a value assigned to a label, if it is one. */
    static Optional<Statement> assignment(Expr expr) {
        return expr instanceof Statement statement
                        && statement.relations().equals(List.of(Relation.EQUAL))
                        && (Forms.label(statement.parts().get(0)) || named(statement))
                ? Optional.of(statement)
                : Optional.empty();
    }

    /** Whether it states the value of a quantity, like {@code \\frac{a}{b} = 2}. */
    private static boolean named(Statement statement) {
        return Forms.name(statement.parts().get(0))
                && Forms.names(statement.parts().get(1)).isEmpty();
    }

    /** Whether it is an equation with two sides. */
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
            return new Statement(List.of(sides.get(0), reduce(sides.get(1))), List.of(Relation.EQUAL));
        }
        boolean congruence = Forms.has(sides.get(sides.size() - 1), Shape.CONGRUENCE);
        if (congruence && relations.equals(List.of(Relation.CONGRUENT)) && Forms.label(sides.get(0))) {
            return new Statement(sides, List.of(Relation.EQUAL));
        }
        Statement turned = toTheRight(statement);
        return conditions.solve(turned).orElse(turned);
    }

    /** {@code label = a = b}: a and b must be equal; approximate sides are dropped. */
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
        boolean last = Forms.names(values.get(values.size() - 1)).isEmpty();
        if (last && values.size() > (labelled ? 1 : 2)) {
            values.removeIf(value -> !Forms.names(value).isEmpty());
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
        boolean rounded = false;
        for (int i = first; i < relations.size(); i++) {
            rounded |= relations.get(i) == Relation.APPROXIMATE;
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
}
