package io.millrace.verify.math;

import io.millrace.verify.math.algebra.Values;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.number.Rational;
import java.util.List;
import java.util.function.BiPredicate;

/** Compares ratios with each other, in lowest terms or not, and with fractions. */
final class Ratios {
    private final Values values;
    private final StagedComparison stages;
    private final BiPredicate<List<Expr>, List<Expr>> inOrder;

    /** @param inOrder compares values pairwise */
    Ratios(Values values, StagedComparison stages, BiPredicate<List<Expr>, List<Expr>> inOrder) {
        this.values = values;
        this.stages = stages;
        this.inOrder = inOrder;
    }

    boolean same(Expr truth, Expr answer) {
        if (Forms.has(truth, Shape.RATIO) && Forms.has(answer, Shape.RATIO)) {
            return inOrder.test(truth.parts(), answer.parts()) || proportional(truth.parts(), answer.parts());
        }
        Expr ratio = Forms.has(truth, Shape.RATIO) ? truth : answer;
        Expr fraction = ratio == truth ? answer : truth;
        boolean plain = ratio.parts().size() == 2 && ratio.parts().stream().allMatch(Num.class::isInstance);
        return plain && !(fraction instanceof Num) && stages.same(new Node(Shape.QUOTIENT, ratio.parts()), fraction);
    }

    /** Compares ratios that are not in lowest terms, unless both could be times of day. */
    private boolean proportional(List<Expr> truths, List<Expr> answers) {
        if (truths.size() != answers.size() || clock(truths) && clock(answers)) {
            return false;
        }
        List<Rational> wanted =
                truths.stream().flatMap(part -> values.rational(part).stream()).toList();
        List<Rational> given =
                answers.stream().flatMap(part -> values.rational(part).stream()).toList();
        if (wanted.size() != truths.size() || given.size() != truths.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            boolean positive = wanted.get(i).signum() > 0 && given.get(i).signum() > 0;
            if (!positive
                    || !wanted.get(i).times(given.get(0)).equals(given.get(i).times(wanted.get(0)))) {
                return false;
            }
        }
        return true;
    }

    private boolean clock(List<Expr> parts) {
        return values.rational(parts.get(0))
                        .filter(hours -> hours.whole() && hours.compareTo(Rational.of(24)) <= 0)
                        .isPresent()
                && parts.stream().skip(1).allMatch(part -> values.rational(part)
                        .filter(minutes -> minutes.whole()
                                && minutes.compareTo(Rational.of(10)) >= 0
                                && minutes.compareTo(Rational.of(60)) < 0)
                        .isPresent());
    }
}
