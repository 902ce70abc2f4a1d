package io.millrace.learner;

import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import io.millrace.ordered.OrderedMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The groups that end with the step.
 *
 * @param reward mean total reward over responses
 * @param accuracy share of correct responses, 0..1
 * @param responseTokens mean response length, in tokens
 * @param solveAll share of groups in which every response is correct, 0..1
 * @param solveNone share of groups in which no response is correct, 0..1
 * @param zeroAdvantage share of groups without a learning signal, 0..1
 * @param staleness mean age of the weights that sampled the responses, in optimizer steps
 * @param entropy mean entropy of the policy, in nats per token
 * @param groups number of groups
 * @param responses graded responses
 * @param ungraded responses without a verdict
 * @param replays responses replayed from memory
 * @param truncated share of responses cut at their token limit, 0..1
 * @param maxStaleness age of the oldest weights, in optimizer steps
 */
public record StepGroups(
        double reward,
        double accuracy,
        double responseTokens,
        double solveAll,
        double solveNone,
        double zeroAdvantage,
        double staleness,
        double entropy,
        double groups,
        double responses,
        double ungraded,
        double replays,
        double truncated,
        double maxStaleness)
        implements StepPart {
    private static final Map<Figure, ToDoubleFunction<StepGroups>> FIGURES = OrderedMap.ofEntries(
            Map.entry(Metric.REWARD, StepGroups::reward),
            Map.entry(Metric.ACCURACY, StepGroups::accuracy),
            Map.entry(Metric.RESPONSE_TOKENS, StepGroups::responseTokens),
            Map.entry(Metric.SOLVE_ALL, StepGroups::solveAll),
            Map.entry(Metric.SOLVE_NONE, StepGroups::solveNone),
            Map.entry(Metric.ZERO_ADVANTAGE, StepGroups::zeroAdvantage),
            Map.entry(Metric.STALENESS, StepGroups::staleness),
            Map.entry(Metric.ENTROPY, StepGroups::entropy),
            Map.entry(StepFigure.GROUPS, StepGroups::groups),
            Map.entry(StepFigure.RESPONSES, StepGroups::responses),
            Map.entry(StepFigure.UNGRADED, StepGroups::ungraded),
            Map.entry(StepFigure.REPLAYS, StepGroups::replays),
            Map.entry(StepFigure.TRUNCATED, StepGroups::truncated),
            Map.entry(StepFigure.MAX_STALENESS, StepGroups::maxStaleness));

    static StepGroups of(ToDoubleFunction<Figure> values) {
        return new StepGroups(
                values.applyAsDouble(Metric.REWARD),
                values.applyAsDouble(Metric.ACCURACY),
                values.applyAsDouble(Metric.RESPONSE_TOKENS),
                values.applyAsDouble(Metric.SOLVE_ALL),
                values.applyAsDouble(Metric.SOLVE_NONE),
                values.applyAsDouble(Metric.ZERO_ADVANTAGE),
                values.applyAsDouble(Metric.STALENESS),
                values.applyAsDouble(Metric.ENTROPY),
                values.applyAsDouble(StepFigure.GROUPS),
                values.applyAsDouble(StepFigure.RESPONSES),
                values.applyAsDouble(StepFigure.UNGRADED),
                values.applyAsDouble(StepFigure.REPLAYS),
                values.applyAsDouble(StepFigure.TRUNCATED),
                values.applyAsDouble(StepFigure.MAX_STALENESS));
    }

    @Override
    public Set<Figure> figures() {
        return FIGURES.keySet();
    }

    @Override
    public double value(Figure figure) {
        return StepPart.value(FIGURES, this, figure);
    }
}
