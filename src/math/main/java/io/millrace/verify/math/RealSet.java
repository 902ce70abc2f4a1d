package io.millrace.verify.math;

import io.millrace.verify.math.latex.Expr;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * A set of real numbers with finitely many boundary points.
 *
 * <pre>
 *   cells = (-oo, e1), {e1}, (e1, e2), {e2}, ..., (ek, oo)
 * </pre>
 *
 * @param ends e1 &lt; e2 &lt; ... &lt; ek, all numbers
 * @param cells for each of the 2k + 1 cells, whether it belongs to the set; an end and its two neighbours are never all
 *     equal
 */
record RealSet(List<Expr> ends, List<Boolean> cells) {
    /** Combines the cells of two sets into those of a third. */
    interface Rule {
        boolean holds(boolean first, boolean second);
    }

    RealSet {
        ends = List.copyOf(ends);
        cells = List.copyOf(cells);
    }

    static RealSet all() {
        return new RealSet(List.of(), List.of(true));
    }

    static RealSet none() {
        return new RealSet(List.of(), List.of(false));
    }

    static RealSet point(Expr at) {
        return new RealSet(List.of(at), List.of(false, true, false));
    }

    /** All numbers below an end. */
    static RealSet below(Expr end, boolean closed) {
        return new RealSet(List.of(end), List.of(true, closed, false));
    }

    /** All numbers above an end. */
    static RealSet above(Expr end, boolean closed) {
        return new RealSet(List.of(end), List.of(false, closed, true));
    }

    /** @param order order of the ends of both */
    RealSet with(RealSet other, Rule rule, Comparator<Expr> order) {
        List<Expr> merged = new ArrayList<>();
        List<Boolean> result = new ArrayList<>();
        int left = 0;
        int right = 0;
        result.add(rule.holds(cells.get(0), other.cells.get(0)));
        while (left < ends.size() || right < other.ends.size()) {
            int compared = left == ends.size()
                    ? 1
                    : right == other.ends.size() ? -1 : order.compare(ends.get(left), other.ends.get(right));
            merged.add(compared <= 0 ? ends.get(left) : other.ends.get(right));
            boolean first = cells.get(compared <= 0 ? 2 * left + 1 : 2 * left);
            boolean second = other.cells.get(compared >= 0 ? 2 * right + 1 : 2 * right);
            result.add(rule.holds(first, second));
            left += compared <= 0 ? 1 : 0;
            right += compared >= 0 ? 1 : 0;
            result.add(rule.holds(cells.get(2 * left), other.cells.get(2 * right)));
        }
        return tidy(merged, result);
    }

    /** Removes ends at which membership does not change. */
    private static RealSet tidy(List<Expr> ends, List<Boolean> cells) {
        List<Expr> kept = new ArrayList<>();
        List<Boolean> tidy = new ArrayList<>(List.of(cells.get(0)));
        for (int i = 0; i < ends.size(); i++) {
            boolean before = tidy.get(tidy.size() - 1);
            boolean at = cells.get(2 * i + 1);
            boolean after = cells.get(2 * i + 2);
            if (before != at || at != after) {
                kept.add(ends.get(i));
                tidy.add(at);
                tidy.add(after);
            }
        }
        return new RealSet(kept, tidy);
    }

    boolean empty() {
        return ends.isEmpty() && !cells.get(0);
    }

    boolean everything() {
        return ends.isEmpty() && cells.get(0);
    }

    /** Whether both sets are equal. */
    boolean same(RealSet other, BiPredicate<Expr, Expr> sameEnd) {
        if (!cells.equals(other.cells)) {
            return false;
        }
        for (int i = 0; i < ends.size(); i++) {
            if (!sameEnd.test(ends.get(i), other.ends.get(i))) {
                return false;
            }
        }
        return true;
    }
}
