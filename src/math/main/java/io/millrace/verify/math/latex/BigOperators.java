package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedSet;
import io.millrace.verify.math.latex.Expr.Call;
import io.millrace.verify.math.latex.Expr.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Sums, products, integrals and limits. They are not evaluated: each is an opaque function of its bounds and of the
 * product after it.
 */
final class BigOperators {
    private static final Set<String> KNOWN =
            OrderedSet.of("sum", "prod", "int", "iint", "oint", "lim", "bigcup", "bigcap");

    private final Cursor cursor;
    private final Arithmetic arithmetic;

    BigOperators(Cursor cursor, Arithmetic arithmetic) {
        this.cursor = cursor;
        this.arithmetic = arithmetic;
    }

    static boolean known(String command) {
        return KNOWN.contains(command);
    }

    /** @param name name of the operator, which has been consumed */
    Expr read(String name) {
        List<Expr> parts = new ArrayList<>();
        Expr from = new Symbol("from");
        Expr to = new Symbol("to");
        for (int i = 0; i < 2; i++) {
            if (cursor.accept("_")) {
                from = new Symbol("from " + cursor.raw());
            } else if (cursor.accept("^")) {
                to = arithmetic.exponent();
            }
        }
        parts.add(from);
        parts.add(to);
        parts.add(arithmetic.product());
        return new Call(name, false, parts);
    }
}
