package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Evaluates sums and products of matrices, and of matrices and scalars, to a single matrix. */
final class Matrices {
    private static final int MAX_CELLS = 100;

    private Matrices() {}

    /** The matrix that an expression evaluates to; the expression itself if there is none. */
    static Expr worked(Expr expr) {
        if (!(expr instanceof Node node) || !inside(node)) {
            return expr;
        }
        Optional<Expr> matrix = Optional.of(worked(node.parts().get(0)));
        for (Expr part : node.parts().subList(1, node.parts().size())) {
            Expr next = worked(part);
            matrix = matrix.flatMap(first -> switch (node.shape()) {
                case SUM -> sum(first, next);
                case PRODUCT -> product(first, next);
                default -> quotient(first, next);
            });
        }
        return node.shape() == Shape.NEGATIVE
                ? matrix.map(first -> each(first, cell -> new Node(Shape.NEGATIVE, cell)))
                        .orElse(expr)
                : matrix.orElse(expr);
    }

    /** Whether a matrix is a part of a sum, product or quotient. */
    private static boolean inside(Node node) {
        boolean arithmetic =
                switch (node.shape()) {
                    case SUM, PRODUCT, NEGATIVE, QUOTIENT -> true;
                    default -> false;
                };
        return arithmetic
                && node.parts().stream().anyMatch(part -> matrix(part) || part instanceof Node inner && inside(inner));
    }

    private static boolean matrix(Expr expr) {
        return Forms.has(expr, Shape.MATRIX);
    }

    private static Optional<Expr> sum(Expr first, Expr second) {
        if (!matrix(first)
                || !matrix(second)
                || first.parts().size() != second.parts().size()) {
            return Optional.empty();
        }
        List<Expr> rows = new ArrayList<>();
        for (int i = 0; i < first.parts().size(); i++) {
            List<Expr> left = first.parts().get(i).parts();
            List<Expr> right = second.parts().get(i).parts();
            if (left.size() != right.size()) {
                return Optional.empty();
            }
            List<Expr> row = new ArrayList<>();
            for (int j = 0; j < left.size(); j++) {
                row.add(new Node(Shape.SUM, left.get(j), right.get(j)));
            }
            rows.add(new Node(Shape.ROW, row));
        }
        return Optional.of(new Node(Shape.MATRIX, rows));
    }

    private static Optional<Expr> product(Expr first, Expr second) {
        boolean factor = !matrix(first) && named(first) || !matrix(second) && named(second);
        if (factor) {
            return Optional.empty();
        }
        if (!matrix(first)) {
            return Optional.of(
                    matrix(second)
                            ? each(second, cell -> new Node(Shape.PRODUCT, first, cell))
                            : new Node(Shape.PRODUCT, first, second));
        }
        if (!matrix(second)) {
            return Optional.of(each(first, cell -> new Node(Shape.PRODUCT, cell, second)));
        }
        List<Expr> rows = new ArrayList<>();
        int width = second.parts().get(0).parts().size();
        for (Expr left : first.parts()) {
            if (left.parts().size() != second.parts().size() || rows.size() * width > MAX_CELLS) {
                return Optional.empty();
            }
            List<Expr> row = new ArrayList<>();
            for (int j = 0; j < width; j++) {
                List<Expr> terms = new ArrayList<>();
                for (int k = 0; k < left.parts().size(); k++) {
                    List<Expr> below = second.parts().get(k).parts();
                    if (below.size() != width) {
                        return Optional.empty();
                    }
                    terms.add(new Node(Shape.PRODUCT, left.parts().get(k), below.get(j)));
                }
                row.add(new Node(Shape.SUM, terms));
            }
            rows.add(new Node(Shape.ROW, row));
        }
        return Optional.of(new Node(Shape.MATRIX, rows));
    }

    /** Letters before a matrix may be words. */
    private static boolean named(Expr factor) {
        return !Forms.names(factor).isEmpty();
    }

    private static Optional<Expr> quotient(Expr first, Expr second) {
        return matrix(first) && !matrix(second)
                ? Optional.of(each(first, cell -> new Node(Shape.QUOTIENT, cell, second)))
                : Optional.empty();
    }

    private static Expr each(Expr matrix, UnaryOperator<Expr> cell) {
        return matrix.map(row -> row.map(cell));
    }
}
