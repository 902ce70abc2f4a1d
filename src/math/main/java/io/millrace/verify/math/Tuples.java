package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.latex.Expr.Statement;
import io.millrace.verify.math.latex.Expr.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Converts values of letters to tuples, in the order of the letters: {@code x = 1, y = 2} to (1, 2), and several
 * solutions to one tuple each.
 */
final class Tuples {
    private Tuples() {}

    /** @return empty if it is not a list of values of two or more letters, in alphabetical order in each solution */
    static Optional<Expr> of(Expr expr) {
        if (!Forms.has(expr, Shape.LISTING)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (Expr part : expr.parts()) {
            Optional<Statement> given = Statements.assignment(part);
            if (given.isEmpty() || !(given.get().parts().get(0) instanceof Symbol name)) {
                return Optional.empty();
            }
            names.add(name.name());
            values.add(given.get().parts().get(1));
        }
        int width = names.lastIndexOf(names.get(0)) == 0
                ? names.size()
                : names.subList(1, names.size()).indexOf(names.get(0)) + 1;
        if (width < 2 || names.size() % width != 0 || !ordered(names, width)) {
            return Optional.empty();
        }
        List<Expr> tuples = new ArrayList<>();
        for (int i = 0; i < values.size(); i += width) {
            tuples.add(new Node(Shape.OPEN_OPEN, values.subList(i, i + width)));
        }
        return Optional.of(tuples.size() == 1 ? tuples.get(0) : new Node(Shape.LISTING, tuples));
    }

    private static boolean ordered(List<String> names, int width) {
        for (int i = 0; i < names.size(); i++) {
            boolean repeats = names.get(i).equals(names.get(i % width));
            boolean rises = i == 0 || i >= width || names.get(i - 1).compareTo(names.get(i)) < 0;
            if (!repeats || !rises) {
                return false;
            }
        }
        return true;
    }
}
