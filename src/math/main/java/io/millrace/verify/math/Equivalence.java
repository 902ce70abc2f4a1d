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
import java.util.Optional;

/**
 * Decides whether an answer is equivalent to a truth. Not symmetric: an answer may leave out a unit, or name one where
 * the truth has none.
 */
final class Equivalence {
    private final Budget budget;
    private final Values values;
    private final StagedComparison stages;
    private final RealSets sets;
    private final Ratios ratios;
    private final Percentages shares;
    private final Residues residues;
    private final Sequences sequences;
    private final Relations relations;

    /**
     * @param tolerance maximum distance of numbers from those of the truth
     * @param rounded whether a decimal of six digits or more may stand for the number that it is rounded from
     * @param questions budget of questions to the algebra system
     */
    Equivalence(Tolerance tolerance, boolean rounded, Budget budget, Questions questions) {
        this.budget = budget;
        this.values = new Values(budget);
        this.stages = new StagedComparison(tolerance, rounded, values, questions);
        this.sets = new RealSets(values);
        Equivalence exact =
                tolerance.none() && !rounded ? this : new Equivalence(Tolerance.NONE, false, budget, questions);
        this.sequences = new Sequences(this::same, exact::same);
        this.relations = new Relations(values, this::same, sequences::inOrder);
        this.ratios = new Ratios(values, stages, sequences::inOrder);
        this.shares = new Percentages(values, stages, this::same);
        this.residues = new Residues(values, this::same);
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

    /** Whether a list of assignments such as {@code x = 1, y = 2} has the values of a tuple such as {@code (1, 2)}. */
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
            return relations.same(wanted, given);
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
            return sequences.sameSet(truth, answer);
        }
        if (Forms.has(truth, Shape.CASES) || Forms.has(answer, Shape.CASES)) {
            return Forms.has(truth, Shape.CASES)
                    && Forms.has(answer, Shape.CASES)
                    && sequences.anyOrder(truth.parts(), answer.parts());
        }
        if (Forms.has(truth, Shape.CONGRUENCE) || Forms.has(answer, Shape.CONGRUENCE)) {
            return residues.same(truth, answer);
        }
        if (Forms.has(truth, Shape.TIME) != Forms.has(answer, Shape.TIME)) {
            return Forms.has(Forms.has(truth, Shape.TIME) ? answer : truth, Shape.RATIO)
                    && sequences.inOrder(truth.parts(), answer.parts());
        }
        if (Sequences.structure(truth) || Sequences.structure(answer)) {
            return Sequences.structure(truth)
                    && Sequences.structure(answer)
                    && ((Node) truth).shape() == ((Node) answer).shape()
                    && sequences.inOrder(truth.parts(), answer.parts());
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

    /** Compares compound sets by the numbers in them, or else part by part. */
    private boolean sameCompound(Expr truth, Expr answer) {
        boolean unions = Forms.has(truth, Shape.UNION) && Forms.has(answer, Shape.UNION);
        if (unions && sequences.anyOrder(truth.parts(), answer.parts())) {
            return true;
        }
        Optional<RealSet> wanted = sets.of(truth);
        Optional<RealSet> given = sets.of(answer);
        if (wanted.isPresent() && given.isPresent()) {
            return wanted.get().same(given.get(), this::same);
        }
        Expr first = Forms.flat(truth);
        Expr second = Forms.flat(answer);
        return Forms.has(first, Shape.SET) && Forms.has(second, Shape.SET) && sequences.sameSet(first, second);
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

    /** The base may be omitted, like a unit. */
    private static boolean sameNumeral(Expr truth, Expr answer) {
        if (truth instanceof Numeral wanted && answer instanceof Num given) {
            return given.value().toString().equals(wanted.digits());
        }
        return truth.equals(answer);
    }
}
