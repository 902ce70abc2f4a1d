package io.millrace.method.r3;

import io.millrace.method.MethodFigure;
import io.millrace.method.MethodFigure.Of;
import java.util.List;

/** Figures of the ranking of failures. */
final class RankingFigures {
    static final MethodFigure SPREAD = new MethodFigure(
            Of.GROUPS,
            "serr_spread",
            "0..1",
            "difference between the largest and the smallest entropy dominance in an all-incorrect group, divided by N - 1",
            "near 0: the ranking does not distinguish failures");

    static final List<MethodFigure> ALL = List.of(SPREAD);

    private RankingFigures() {}
}
