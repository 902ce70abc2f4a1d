package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Compares the parts of an answer with those of a truth, in order or as a set. */
final class Sequences {
    private final BiPredicate<Expr, Expr> same;
    private final BiPredicate<Expr, Expr> exactlySame;

    /**
     * @param same compares a part of the truth and one of the answer
     * @param exactlySame compares two parts of the answer without tolerance
     */
    Sequences(BiPredicate<Expr, Expr> same, BiPredicate<Expr, Expr> exactlySame) {
        this.same = same;
        this.exactlySame = exactlySame;
    }

    /** Whether a value has ordered parts. */
    static boolean structure(Expr expr) {
        return expr instanceof Node node
                && switch (node.shape()) {
                    case OPEN_OPEN, OPEN_CLOSED, CLOSED_OPEN, CLOSED_CLOSED, MATRIX, ROW, TIME -> true;
                    default -> false;
                };
    }

    boolean inOrder(List<Expr> truths, List<Expr> answers) {
        if (truths.size() != answers.size()) {
            return false;
        }
        for (int i = 0; i < truths.size(); i++) {
            if (!same.test(truths.get(i), answers.get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean sameSet(Expr truth, Expr answer) {
        boolean labelled = elements(truth).stream().anyMatch(Statement.class::isInstance);
        boolean labels = elements(answer).stream().anyMatch(Statement.class::isInstance);
        if (labels && !labelled) {
            return false;
        }
        if (labelled && !elements(answer).stream().allMatch(Statement.class::isInstance)) {
            return inOrder(elements(truth), elements(answer));
        }
        boolean written = Forms.has(truth, Shape.SET) && Forms.has(answer, Shape.SET);
        if (written) {
            return anyOrder(distinct(elements(truth)), distinct(elements(answer)), this::sameElement);
        }
        return anyOrder(elements(truth), elements(answer), same)
                || repeated(answer) && anyOrder(elements(truth), distinct(elements(answer)), same);
    }

    /** A set that contains a set differs from the contained set. */
    private boolean sameElement(Expr truth, Expr answer) {
        return Forms.has(truth, Shape.SET) == Forms.has(answer, Shape.SET) && same.test(truth, answer);
    }

    /** Whether it may list a solution twice: tuples, or values of a name; a number twice may be a double root. */
    private static boolean repeated(Expr answer) {
        return Forms.several(answer)
                && answer.parts().size() > 2
                && answer.parts().stream().allMatch(part -> part instanceof Statement || structure(part));
    }

    private static List<Expr> elements(Expr expr) {
        return Forms.several(expr) ? expr.parts() : List.of(expr);
    }

    /** Without duplicates; values that are only close to each other are distinct. */
    private List<Expr> distinct(List<Expr> items) {
        List<Expr> distinct = new ArrayList<>();
        for (Expr item : items) {
            if (distinct.stream().noneMatch(other -> exactlySame.test(other, item))) {
                distinct.add(item);
            }
        }
        return distinct;
    }

    /** Whether each part can be matched with an equal part. */
    boolean anyOrder(List<Expr> truths, List<Expr> answers) {
        return anyOrder(truths, answers, same);
    }

    private boolean anyOrder(List<Expr> truths, List<Expr> answers, BiPredicate<Expr, Expr> sameItem) {
        if (truths.size() != answers.size()) {
            return false;
        }
        List<Expr> left = new ArrayList<>(answers);
        for (Expr truth : truths) {
            int match = 0;
            while (match < left.size() && !sameItem.test(truth, left.get(match))) {
                match++;
            }
            if (match == left.size()) {
                return false;
            }
            left.remove(match);
        }
        return left.isEmpty();
    }
}
