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
            "distance of the largest and the smallest entropy dominance in a group that is all wrong, over N - 1",
            "near 0: the ranking tells no failure from another");

    static final List<MethodFigure> ALL = List.of(SPREAD);

    private RankingFigures() {}
}
