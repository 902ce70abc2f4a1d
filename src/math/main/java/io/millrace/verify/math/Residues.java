package io.millrace.verify.math;

import io.millrace.verify.math.algebra.Values;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.number.Rational;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Compares congruences. */
final class Residues {
    private final Values values;
    private final BiPredicate<Expr, Expr> same;

    /** @param same compares two values */
    Residues(Values values, BiPredicate<Expr, Expr> same) {
        this.values = values;
        this.same = same;
    }

    /** Whether a plain number is the remainder of an answer with a modulus. */
    boolean remainder(Expr truth, Expr answer) {
        if (!Forms.has(answer, Shape.CONGRUENCE) || !(truth instanceof Num number)) {
            return false;
        }
        Optional<Rational> modulus = values.rational(answer.parts().get(1));
        boolean proper = number.value().whole() && number.value().signum() >= 0;
        return proper
                && modulus.filter(value -> number.value().compareTo(value) < 0).isPresent()
                && same.test(truth, answer.parts().get(0));
    }

    /** Whether both have the same modulus, and residues that differ by a multiple of it. */
    boolean same(Expr truth, Expr answer) {
        if (!Forms.has(answer, Shape.CONGRUENCE) || !Forms.has(truth, Shape.CONGRUENCE)) {
            return false;
        }
        Expr residue = answer.parts().get(0);
        Optional<Rational> modulus = values.rational(truth.parts().get(1)).filter(value -> !value.zero());
        Optional<Rational> wanted = values.rational(truth.parts().get(0));
        Optional<Rational> given = values.rational(residue);
        if (modulus.isEmpty() || wanted.isEmpty() || given.isEmpty()) {
            return truth.equals(answer);
        }
        Rational steps = wanted.get().minus(given.get()).times(modulus.get().inverse());
        return same.test(truth.parts().get(1), answer.parts().get(1)) && steps.whole();
    }
}
