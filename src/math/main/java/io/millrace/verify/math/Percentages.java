package io.millrace.verify.math;

import io.millrace.verify.math.algebra.Values;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.number.Rational;
import java.util.function.BiPredicate;

/** Compares percentages and degrees, with or without their sign. */
final class Percentages {
    private final Values values;
    private final StagedComparison stages;
    private final BiPredicate<Expr, Expr> same;

    /** @param same compares two values */
    Percentages(Values values, StagedComparison stages, BiPredicate<Expr, Expr> same) {
        this.values = values;
        this.stages = stages;
        this.same = same;
    }

    /** The sign may be omitted; it may be added where the truth cannot be a share of one. */
    boolean samePercentage(Expr truth, Expr answer) {
        boolean wanted = Forms.has(truth, Shape.PERCENT);
        boolean given = Forms.has(answer, Shape.PERCENT);
        if (wanted && given) {
            return same.test(truth.parts().get(0), answer.parts().get(0));
        }
        if (wanted ? stages.same(truth.parts().get(0), Forms.inHundredths(answer)) : stages.same(truth, answer)) {
            return true;
        }
        return wanted
                ? same.test(truth.parts().get(0), answer)
                : aboveOne(truth) && same.test(truth, answer.parts().get(0));
    }

    private boolean aboveOne(Expr truth) {
        return values.rational(truth)
                .filter(value -> value.compareTo(Rational.ONE) > 0)
                .isPresent();
    }

    boolean sameAngle(Expr truth, Expr answer) {
        boolean wanted = Forms.has(truth, Shape.DEGREES);
        boolean given = Forms.has(answer, Shape.DEGREES);
        if (wanted && given) {
            return same.test(truth.parts().get(0), answer.parts().get(0));
        }
        if (wanted ? stages.same(truth.parts().get(0), Forms.inDegrees(answer)) : stages.same(truth, answer)) {
            return true;
        }
        Expr degrees = wanted ? truth.parts().get(0) : answer.parts().get(0);
        boolean plain = values.rational(wanted ? answer : truth).isPresent() && !(degrees instanceof Call);
        return plain && (wanted ? same.test(degrees, answer) : same.test(truth, degrees));
    }
}
