package io.millrace.verify.math;

import io.millrace.verify.math.algebra.Values;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.latex.Expr.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Compares statements (values of a name, equations, inequalities), and a statement with the value that it assigns. */
final class Relations {
    private final Values values;
    private final BiPredicate<Expr, Expr> same;
    private final BiPredicate<List<Expr>, List<Expr>> inOrder;

    Relations(Values values, BiPredicate<Expr, Expr> same, BiPredicate<List<Expr>, List<Expr>> inOrder) {
        this.values = values;
        this.same = same;
        this.inOrder = inOrder;
    }

    boolean same(Expr truth, Expr answer) {
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
                    ? same.test(wanted.get().parts().get(1), given.get().parts().get(1))
                    : sameEquation(wanted.get(), given.get());
        }
        if (wanted.isPresent() && !(answer instanceof Statement)) {
            return same.test(wanted.get().parts().get(1), answer);
        }
        if (given.isPresent() && !(truth instanceof Statement)) {
            Expr label = given.get().parts().get(0);
            boolean own = Forms.names(truth).stream().noneMatch(Forms.names(label)::contains);
            return own
                    && !congruent(given.get())
                    && same.test(truth, given.get().parts().get(1));
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
        return inOrder.test(truth.parts(), answer.parts())
                || truth.parts().size() == 2 && proportional(truth, answer, true);
    }

    /** An equation that only assigns a value to a letter must be solved already. */
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
}
