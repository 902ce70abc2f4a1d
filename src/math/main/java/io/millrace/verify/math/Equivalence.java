package io.millrace.verify.math;

import io.millrace.verify.math.algebra.Values;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Numeral;
import io.millrace.verify.math.latex.Expr.Quantity;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.latex.Expr.Text;
import io.millrace.verify.math.latex.Units;
import io.millrace.verify.math.number.Budget;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Whether an answer says what a truth says. Not symmetric: an answer may leave out a unit, and name one where the truth has
 * none.
 */
final class Equivalence {
    private final Budget budget;
    private final Values values;
    private final Stages stages;
    private final RealSets sets;
    private final Ratios ratios;
    private final Shares shares;
    private final Residues residues;
    private final Equivalence exact;

    /**
     * @param tolerance how far numbers may be from those of the truth
     * @param rounded whether a decimal of six digits or more may stand for the number that it is rounded from
     * @param questions that the algebra system may be asked
     */
    Equivalence(Tolerance tolerance, boolean rounded, Budget budget, Questions questions) {
        this.budget = budget;
        this.values = new Values(budget);
        this.stages = new Stages(tolerance, rounded, values, questions);
        this.sets = new RealSets(values);
        this.ratios = new Ratios(values, stages, this::inOrder);
        this.shares = new Shares(values, stages, this::same);
        this.residues = new Residues(values, this::same);
        this.exact = tolerance.none() && !rounded ? this : new Equivalence(Tolerance.NONE, false, budget, questions);
    }

    /** The weakest rule by which values were found equal. */
    String rule() {
        return stages.rule();
    }

    boolean equal(Expr truth, Expr answer) {
        Statements statements = new Statements(this::same, values::near, new Conditions(sets));
        Expr wanted = Forms.withoutSigns(truth);
        Expr given = Forms.withoutSigns(answer);
        if (statements.otherLabel(wanted, given)) {
            return false;
        }
        Expr first = statements.reduce(wanted);
        Expr second = statements.reduce(given);
        return same(first, second) || sameTuples(first, second) || residues.remainder(first, second);
    }

    /** {@code x = 1, y = 2} and {@code (1, 2)}, if one of them is written so and the other so. */
    private boolean sameTuples(Expr truth, Expr answer) {
        Optional<Expr> wanted = Tuples.of(truth);
        Optional<Expr> given = Tuples.of(answer);
        return wanted.isPresent() != given.isPresent() && same(wanted.orElse(truth), given.orElse(answer));
    }

    private boolean same(Expr truth, Expr answer) {
        budget.spend(1);
        Expr wanted = Matrices.worked(Forms.value(truth));
        Expr given = Matrices.worked(Forms.value(answer));
        if (wanted instanceof Statement || given instanceof Statement) {
            return sameStatement(wanted, given);
        }
        if (wanted instanceof Quantity || given instanceof Quantity) {
            return sameQuantity(wanted, given);
        }
        if (wanted instanceof Text || given instanceof Text) {
            return sameText(wanted, given);
        }
        if (wanted instanceof Numeral || given instanceof Numeral) {
            return sameNumeral(wanted, given);
        }
        int infinity = Forms.infinity(wanted);
        if (infinity != 0 || Forms.infinity(given) != 0) {
            return infinity == Forms.infinity(given);
        }
        return sameShape(wanted, given);
    }

    private boolean sameShape(Expr truth, Expr answer) {
        if (RealSets.compound(truth) || RealSets.compound(answer)) {
            return sameCompound(truth, answer);
        }
        if (Forms.several(truth) || Forms.several(answer)) {
            return sameSet(truth, answer);
        }
        if (Forms.has(truth, Shape.CASES) || Forms.has(answer, Shape.CASES)) {
            return Forms.has(truth, Shape.CASES)
                    && Forms.has(answer, Shape.CASES)
                    && anyOrder(truth.parts(), answer.parts());
        }
        if (Forms.has(truth, Shape.CONGRUENCE) || Forms.has(answer, Shape.CONGRUENCE)) {
            return residues.same(truth, answer);
        }
        if (Forms.has(truth, Shape.TIME) != Forms.has(answer, Shape.TIME)) {
            return Forms.has(Forms.has(truth, Shape.TIME) ? answer : truth, Shape.RATIO)
                    && inOrder(truth.parts(), answer.parts());
        }
        if (structure(truth) || structure(answer)) {
            return structure(truth)
                    && structure(answer)
                    && ((Node) truth).shape() == ((Node) answer).shape()
                    && inOrder(truth.parts(), answer.parts());
        }
        if (Forms.has(truth, Shape.RATIO) || Forms.has(answer, Shape.RATIO)) {
            return ratios.same(truth, answer);
        }
        if (Forms.has(truth, Shape.PERCENT) || Forms.has(answer, Shape.PERCENT)) {
            return shares.samePercentage(truth, answer);
        }
        if (Forms.has(truth, Shape.DEGREES) || Forms.has(answer, Shape.DEGREES)) {
            return shares.sameAngle(truth, answer);
        }
        return stages.same(truth, answer);
    }

    /** Sets that are put together from others: by the numbers in them, else part by part. */
    private boolean sameCompound(Expr truth, Expr answer) {
        boolean unions = Forms.has(truth, Shape.UNION) && Forms.has(answer, Shape.UNION);
        if (unions && anyOrder(truth.parts(), answer.parts())) {
            return true;
        }
        Optional<RealSet> wanted = sets.of(truth);
        Optional<RealSet> given = sets.of(answer);
        if (wanted.isPresent() && given.isPresent()) {
            return wanted.get().same(given.get(), this::same);
        }
        Expr first = Forms.flat(truth);
        Expr second = Forms.flat(answer);
        return Forms.has(first, Shape.SET) && Forms.has(second, Shape.SET) && sameSet(first, second);
    }

    private static boolean structure(Expr expr) {
        return expr instanceof Node node
                && switch (node.shape()) {
                    case OPEN_OPEN, OPEN_CLOSED, CLOSED_OPEN, CLOSED_CLOSED, MATRIX, ROW, TIME -> true;
                    default -> false;
                };
    }

    private boolean inOrder(List<Expr> truths, List<Expr> answers) {
        if (truths.size() != answers.size()) {
            return false;
        }
        for (int i = 0; i < truths.size(); i++) {
            if (!same(truths.get(i), answers.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean sameSet(Expr truth, Expr answer) {
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
        return anyOrder(elements(truth), elements(answer), this::same)
                || repeated(answer) && anyOrder(elements(truth), distinct(elements(answer)), this::same);
    }

    /** A set in a set is not its only element. */
    private boolean sameElement(Expr truth, Expr answer) {
        return Forms.has(truth, Shape.SET) == Forms.has(answer, Shape.SET) && same(truth, answer);
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

    /** Without those that occur before; values that are only near to each other are two. */
    private List<Expr> distinct(List<Expr> items) {
        List<Expr> distinct = new ArrayList<>();
        for (Expr item : items) {
            if (distinct.stream().noneMatch(other -> exact.same(other, item))) {
                distinct.add(item);
            }
        }
        return distinct;
    }

    private boolean anyOrder(List<Expr> truths, List<Expr> answers) {
        return anyOrder(truths, answers, this::same);
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

    private boolean sameStatement(Expr truth, Expr answer) {
        Optional<Statement> wanted = Statements.assignment(truth);
        Optional<Statement> given = Statements.assignment(answer);
        if (wanted.isPresent() && given.isPresent()) {
            boolean label =
                    wanted.get().parts().get(0).equals(given.get().parts().get(0));
            if (!label && (Conditions.set(wanted.get().parts().get(1)) || congruent(wanted.get(), given.get()))
                    || congruent(wanted.get()) != congruent(given.get())) {
                return false;
            }
            return label
                    ? same(wanted.get().parts().get(1), given.get().parts().get(1))
                    : sameEquation(wanted.get(), given.get());
        }
        if (wanted.isPresent() && !(answer instanceof Statement)) {
            return same(wanted.get().parts().get(1), answer);
        }
        if (given.isPresent() && !(truth instanceof Statement)) {
            Expr label = given.get().parts().get(0);
            boolean own = Forms.names(truth).stream().noneMatch(Forms.names(label)::contains);
            return own
                    && !congruent(given.get())
                    && same(truth, given.get().parts().get(1));
        }
        return truth instanceof Statement first && answer instanceof Statement second && sameRelation(first, second);
    }

    private static boolean congruent(Statement... assignments) {
        return Arrays.stream(assignments)
                .anyMatch(given -> Forms.has(given.parts().get(1), Shape.CONGRUENCE));
    }

    private boolean sameRelation(Statement truth, Statement answer) {
        if (Statements.equation(truth) && Statements.equation(answer)) {
            return sameEquation(truth, answer);
        }
        if (!truth.relations().equals(answer.relations())) {
            return false;
        }
        return inOrder(truth.parts(), answer.parts()) || truth.parts().size() == 2 && proportional(truth, answer, true);
    }

    /** An equation that only gives a letter its value must not be left to be solved. */
    private boolean sameEquation(Statement truth, Statement answer) {
        boolean solved = Statements.assignment(truth).isPresent()
                && Forms.names(truth.parts().get(1)).isEmpty();
        return !solved && proportional(truth, answer, false);
    }

    private boolean proportional(Statement truth, Statement answer, boolean positive) {
        boolean scalar = truth.parts().stream().noneMatch(Text.class::isInstance)
                && answer.parts().stream().noneMatch(Text.class::isInstance);
        return scalar
                && values.proportional(
                        truth.parts().get(0),
                        truth.parts().get(1),
                        answer.parts().get(0),
                        answer.parts().get(1),
                        positive);
    }

    private boolean sameQuantity(Expr truth, Expr answer) {
        if (truth instanceof Quantity wanted && answer instanceof Quantity given) {
            return Units.agree(wanted.unit(), given.unit()) && same(wanted.value(), given.value());
        }
        if (truth instanceof Quantity wanted) {
            boolean otherUnit = Forms.has(answer, Shape.PERCENT) || Forms.has(answer, Shape.DEGREES);
            return !otherUnit && same(wanted.value(), answer);
        }
        boolean otherUnit = Forms.has(truth, Shape.PERCENT) || Forms.has(truth, Shape.DEGREES);
        return !otherUnit && same(truth, ((Quantity) answer).value());
    }

    private boolean sameText(Expr truth, Expr answer) {
        Optional<Rational> wanted = NumberWords.of(truth);
        Optional<Rational> given = NumberWords.of(answer);
        if (wanted.isPresent() && given.isPresent()) {
            return wanted.equals(given);
        }
        return truth.equals(answer);
    }

    /** The base may be left out, as a unit may. */
    private static boolean sameNumeral(Expr truth, Expr answer) {
        if (truth instanceof Numeral wanted && answer instanceof Num given) {
            return given.value().toString().equals(wanted.digits());
        }
        return truth.equals(answer);
    }
}
