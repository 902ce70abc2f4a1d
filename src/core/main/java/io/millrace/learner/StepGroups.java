package io.millrace.learner;

import io.millrace.metric.Metric;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The groups that end with the step.
 *
 * @param reward mean total reward over responses
 * @param accuracy share of correct responses, 0..1
 * @param responseTokens mean response length, in tokens
 * @param solveAll share of groups in which every response is correct, 0..1
 * @param solveNone share of groups in which no response is correct, 0..1
 * @param zeroAdvantage share of groups that teach nothing, 0..1
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
    private static final List<Metric> METRICS = List.of(
            Metric.REWARD,
            Metric.ACCURACY,
            Metric.RESPONSE_TOKENS,
            Metric.SOLVE_ALL,
            Metric.SOLVE_NONE,
            Metric.ZERO_ADVANTAGE,
            Metric.STALENESS,
            Metric.ENTROPY,
            Metric.GROUPS,
            Metric.RESPONSES,
            Metric.UNGRADED,
            Metric.REPLAYS,
            Metric.TRUNCATED,
            Metric.MAX_STALENESS);

    static StepGroups of(ToDoubleFunction<Metric> values) {
        return new StepGroups(
                values.applyAsDouble(Metric.REWARD),
                values.applyAsDouble(Metric.ACCURACY),
                values.applyAsDouble(Metric.RESPONSE_TOKENS),
                values.applyAsDouble(Metric.SOLVE_ALL),
                values.applyAsDouble(Metric.SOLVE_NONE),
                values.applyAsDouble(Metric.ZERO_ADVANTAGE),
                values.applyAsDouble(Metric.STALENESS),
                values.applyAsDouble(Metric.ENTROPY),
                values.applyAsDouble(Metric.GROUPS),
                values.applyAsDouble(Metric.RESPONSES),
                values.applyAsDouble(Metric.UNGRADED),
                values.applyAsDouble(Metric.REPLAYS),
                values.applyAsDouble(Metric.TRUNCATED),
                values.applyAsDouble(Metric.MAX_STALENESS));
    }

    @Override
    public List<Metric> metrics() {
        return METRICS;
    }

    @Override
    public double value(Metric metric) {
        return switch (metric) {
            case REWARD -> reward;
            case ACCURACY -> accuracy;
            case RESPONSE_TOKENS -> responseTokens;
            case SOLVE_ALL -> solveAll;
            case SOLVE_NONE -> solveNone;
            case ZERO_ADVANTAGE -> zeroAdvantage;
            case STALENESS -> staleness;
            case ENTROPY -> entropy;
            case GROUPS -> groups;
            case RESPONSES -> responses;
            case UNGRADED -> ungraded;
            case REPLAYS -> replays;
            case TRUNCATED -> truncated;
            case MAX_STALENESS -> maxStaleness;
            default -> Double.NaN;
        };
    }
}
