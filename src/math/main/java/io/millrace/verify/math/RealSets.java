package io.millrace.verify.math;

import io.millrace.verify.math.algebra.Values;
import io.millrace.verify.math.latex.Expr;
import io.millrace.verify.math.latex.Expr.Constant;
import io.millrace.verify.math.latex.Expr.Node;
import io.millrace.verify.math.latex.Expr.Num;
import io.millrace.verify.math.latex.Expr.Shape;
import io.millrace.verify.math.number.UnreadableException;
import java.util.List;
import java.util.Optional;

/** Converts notations of sets of real numbers to {@link RealSet}: intervals, lists of numbers, and their unions. */
final class RealSets {
    /** Minimum relative difference at which doubles distinguish two numbers. */
    private static final double APART = 1e-9;

    private final Values values;

    RealSets(Values values) {
        this.values = values;
    }

    /** Whether it is written as a combination of sets. */
    static boolean compound(Expr expr) {
        return Forms.has(expr, Shape.UNION)
                || Forms.has(expr, Shape.INTERSECTION)
                || Forms.has(expr, Shape.DIFFERENCE)
                || Forms.has(expr, Shape.SUM) && expr.parts().stream().anyMatch(RealSets::minusSet);
    }

    private static boolean minusSet(Expr part) {
        return Forms.has(part, Shape.NEGATIVE) && Forms.has(part.parts().get(0), Shape.SET);
    }

    /**
     * The set.
     *
     * @return empty if it is not a set, or if its elements or ends are not real numbers
     */
    Optional<RealSet> of(Expr expr) {
        if (expr == Constant.REALS) {
            return Optional.of(RealSet.all());
        }
        if (!(expr instanceof Node node)) {
            return Optional.empty();
        }
        return switch (node.shape()) {
            case OPEN_OPEN -> interval(node, false, false);
            case OPEN_CLOSED -> interval(node, false, true);
            case CLOSED_OPEN -> interval(node, true, false);
            case CLOSED_CLOSED -> interval(node, true, true);
            case SET -> points(node.parts());
            case UNION -> combined(node.parts(), (first, second) -> first || second);
            case INTERSECTION -> combined(node.parts(), (first, second) -> first && second);
            case DIFFERENCE -> combined(node.parts(), (first, second) -> first && !second);
            case SUM -> compound(node) ? difference(node) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** {@code \mathbb{R} - \{2\}}. */
    private Optional<RealSet> difference(Node sum) {
        List<Expr> parts = sum.parts().stream()
                .map(part -> minusSet(part) ? part.parts().get(0) : part)
                .toList();
        return combined(parts, (first, second) -> first && !second);
    }

    private Optional<RealSet> combined(List<Expr> parts, RealSet.Rule rule) {
        Optional<RealSet> whole = of(parts.get(0));
        for (Expr part : parts.subList(1, parts.size())) {
            Optional<RealSet> next = of(part);
            if (whole.isEmpty() || next.isEmpty()) {
                return Optional.empty();
            }
            whole = Optional.of(whole.get().with(next.get(), rule, this::order));
        }
        return whole;
    }

    /** Combines both sets with a rule. */
    RealSet with(RealSet first, RealSet second, RealSet.Rule rule) {
        return first.with(second, rule, this::order);
    }

    private Optional<RealSet> points(List<Expr> numbers) {
        RealSet all = RealSet.none();
        for (Expr number : numbers) {
            if (!real(number)) {
                return Optional.empty();
            }
            all = all.with(RealSet.point(number), (first, second) -> first || second, this::order);
        }
        return Optional.of(all);
    }

    /** Infinity never belongs to an interval, and the first end must be the lower one. */
    private Optional<RealSet> interval(Node node, boolean closedFirst, boolean closedLast) {
        if (node.parts().size() != 2) {
            return Optional.empty();
        }
        Expr first = node.parts().get(0);
        Expr last = node.parts().get(1);
        int low = Forms.infinity(first);
        int high = Forms.infinity(last);
        boolean sound = low <= 0
                && high >= 0
                && (low == 0 ? real(first) : !closedFirst)
                && (high == 0 ? real(last) : !closedLast)
                && (low != 0 || high != 0 || order(first, last) < 0);
        if (!sound) {
            return Optional.empty();
        }
        RealSet from = low < 0 ? RealSet.all() : RealSet.above(first, closedFirst);
        RealSet to = high > 0 ? RealSet.all() : RealSet.below(last, closedLast);
        return Optional.of(from.with(to, (one, other) -> one && other, this::order));
    }

    private boolean real(Expr expr) {
        if (expr instanceof Num) {
            return true;
        }
        try {
            return Forms.names(expr).isEmpty() && values.real(expr).isPresent();
        } catch (UnreadableException e) {
            return false;
        }
    }

    private int order(Expr first, Expr second) {
        if (first instanceof Num one && second instanceof Num other) {
            return one.value().compareTo(other.value());
        }
        double low = values.real(first).orElseThrow();
        double high = values.real(second).orElseThrow();
        if (Math.abs(low - high) > APART * (1 + Math.abs(low))) {
            return Double.compare(low, high);
        }
        Values.Match match = values.compare(first, second);
        boolean same = match == Values.Match.EXACT || match == Values.Match.NUMERIC;
        if (same) {
            return 0;
        }
        if (low == high) {
            throw new UnreadableException("two interval ends are too close to compare");
        }
        return Double.compare(low, high);
    }
}
