package io.millrace.verify.math;

import static java.util.Objects.requireNonNull;

import io.millrace.verify.math.algebra.Values;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.number.LimitException;
import io.millrace.verify.math.number.Rational;
import io.millrace.verify.math.number.Tolerance;

/** Compares two single values in stages: tolerance, normal form, evaluation at points, algebra system. */
final class StagedComparison {
    private final Tolerance tolerance;
    private final Values values;
    private final Questions questions;
    private final boolean rounded;
    private boolean rounding;
    private boolean numeric;
    private boolean proven;

    /** @param rounded whether a decimal of six digits or more may stand for the number that it is rounded from */
    StagedComparison(Tolerance tolerance, boolean rounded, Values values, Questions questions) {
        this.tolerance = requireNonNull(tolerance, "tolerance");
        this.rounded = rounded;
        this.values = values;
        this.questions = questions;
    }

    /** The last stage that was needed to find two values equal. */
    String rule() {
        if (rounding) {
            return "same value, rounded";
        }
        return proven ? "same value by the algebra system" : numeric ? "same value at random points" : "same value";
    }

    boolean same(Expr truth, Expr answer) {
        if (!tolerance.none() && values.within(truth, answer, between(truth, answer))) {
            return true;
        }
        if (rounded
                && (RoundedDecimals.rounds(truth, answer, values) || RoundedDecimals.rounds(answer, truth, values))) {
            rounding = true;
            return true;
        }
        if (truth instanceof Num wanted && answer instanceof Num given) {
            return wanted.value().equals(given.value());
        }
        return switch (compare(truth, answer)) {
            case EXACT -> true;
            case NUMERIC -> numeric = true;
            case UNDECIDED -> proves(truth, answer);
            case DIFFERENT -> false;
        };
    }

    /** A count that is off by 1 is a different count, however large it is. */
    private Tolerance between(Expr truth, Expr answer) {
        boolean counts = !Forms.measured(truth) && whole(truth) && whole(answer);
        return counts ? tolerance.ofCounts() : tolerance;
    }

    private boolean whole(Expr expr) {
        return values.rational(expr).filter(Rational::whole).isPresent();
    }

    /**
     * A comparison that exceeds the bounds is left to the algebra system; without a proof it still counts as exceeding
     * the bounds.
     */
    private Values.Match compare(Expr truth, Expr answer) {
        try {
            return values.compare(truth, answer);
        } catch (LimitException e) {
            if (proves(truth, answer)) {
                return Values.Match.EXACT;
            }
            throw e;
        }
    }

    private boolean proves(Expr truth, Expr answer) {
        boolean found = questions.proves(truth, answer);
        proven |= found;
        return found;
    }
}
