package io.millrace.learner;

import static java.util.Objects.requireNonNull;

import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The figures of one optimizer step. One that is not known, as a mean over nothing, is NaN. {@link StepCodec} writes it as numbers by
 * name.
 *
 * @param position where in the run it is
 * @param batch the rows that were trained
 * @param groups the groups that end with it
 * @param own figures that rules over the whole batch report, by name
 * @param rewards mean of each component of the reward over the responses, by name
 * @param training what the learner reports
 * @param curriculum what the curriculum knows; all NaN without one
 */
public record StepRecord(
        Position position,
        Batch batch,
        Groups groups,
        Map<String, Double> own,
        Map<String, Double> rewards,
        Training training,
        Curriculum curriculum) {
    /** A step of which nothing is known. */
    public static final StepRecord UNKNOWN = StepCodec.read(Map.of());

    public StepRecord {
        requireNonNull(position, "position");
        requireNonNull(batch, "batch");
        requireNonNull(groups, "groups");
        own = OrderedMap.sortedCopyOf(own);
        rewards = OrderedMap.sortedCopyOf(rewards);
        requireNonNull(training, "training");
        requireNonNull(curriculum, "curriculum");
    }

    /** This step with what the curriculum knows. */
    public StepRecord with(Curriculum known) {
        return new StepRecord(position, batch, groups, own, rewards, training, known);
    }

    /** Whether it is the step of a compensation batch. */
    public boolean compensates() {
        return batch.compensation > 0;
    }

    /** The value of a figure; empty if it is not known. */
    public OptionalDouble value(Figure figure) {
        double value = figure instanceof Metric metric
                ? Stream.of(position, batch, groups, training, curriculum)
                        .mapToDouble(part -> part.value(metric))
                        .filter(Double::isFinite)
                        .findFirst()
                        .orElse(Double.NaN)
                : own.getOrDefault(figure.key(), Double.NaN);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** A part with a value for each of some metrics. */
    sealed interface Part {
        /** Its metrics, in the order in which they are written. */
        List<Metric> metrics();

        /** The value of a metric; NaN if it is not known or not of this part. */
        double value(Metric metric);
    }

    /**
     * Where in the run it is.
     *
     * @param learnerStep rounds trained, this one included; a compensation step is one more of the same round
     * @param sampledTokens response tokens sampled on all visits trained so far
     */
    public record Position(double learnerStep, double sampledTokens) implements Part {
        private static final List<Metric> METRICS = List.of(Metric.LEARNER_STEP, Metric.SAMPLED_TOKENS);

        static Position of(ToDoubleFunction<Metric> values) {
            return new Position(values.applyAsDouble(Metric.LEARNER_STEP), values.applyAsDouble(Metric.SAMPLED_TOKENS));
        }

        @Override
        public List<Metric> metrics() {
            return METRICS;
        }

        @Override
        public double value(Metric metric) {
            return switch (metric) {
                case LEARNER_STEP -> learnerStep;
                case SAMPLED_TOKENS -> sampledTokens;
                default -> Double.NaN;
            };
        }
    }

    /**
     * The rows that were trained.
     *
     * @param compensation 1 for the step of a compensation batch, else 0
     * @param priorityShare share of the round's responses that went into its priority batch, 0..1
     * @param rows responses trained
     * @param dropped leftovers that the round dropped untrained
     */
    public record Batch(double compensation, double priorityShare, double rows, double dropped) implements Part {
        private static final List<Metric> METRICS =
                List.of(Metric.COMPENSATION, Metric.PRIORITY_SHARE, Metric.ROWS, Metric.DROPPED);

        static Batch of(ToDoubleFunction<Metric> values) {
            return new Batch(
                    values.applyAsDouble(Metric.COMPENSATION),
                    values.applyAsDouble(Metric.PRIORITY_SHARE),
                    values.applyAsDouble(Metric.ROWS),
                    values.applyAsDouble(Metric.DROPPED));
        }

        @Override
        public List<Metric> metrics() {
            return METRICS;
        }

        @Override
        public double value(Metric metric) {
            return switch (metric) {
                case COMPENSATION -> compensation;
                case PRIORITY_SHARE -> priorityShare;
                case ROWS -> rows;
                case DROPPED -> dropped;
                default -> Double.NaN;
            };
        }
    }

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
    public record Groups(
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
            implements Part {
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

        static Groups of(ToDoubleFunction<Metric> values) {
            return new Groups(
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

    /**
     * What the learner reports: {@link StepReport}.
     *
     * @param updates optimizer steps taken, compensation steps included
     * @param loss value that was minimised
     * @param gradientNorm global L2 norm before clipping
     * @param kl mean KL estimate, in nats per token
     * @param clipShare share of clipped tokens, 0..1
     * @param logProbGap mean |log pi_now - log pi_behaviour|, in nats per token
     * @param gradientEntropy mean policy entropy over the trained tokens, in nats per token
     * @param learningRate of this step
     * @param ratioMean mean importance ratio
     * @param ratioMax largest importance ratio
     * @param trainTokens response tokens computed
     * @param trainSeconds time taken, in seconds
     */
    public record Training(
            double updates,
            double loss,
            double gradientNorm,
            double kl,
            double clipShare,
            double logProbGap,
            double gradientEntropy,
            double learningRate,
            double ratioMean,
            double ratioMax,
            double trainTokens,
            double trainSeconds)
            implements Part {
        private static final List<Metric> METRICS = List.of(
                Metric.UPDATES,
                Metric.LOSS,
                Metric.GRADIENT_NORM,
                Metric.KL,
                Metric.CLIP_SHARE,
                Metric.LOG_PROB_GAP,
                Metric.GRADIENT_ENTROPY,
                Metric.LEARNING_RATE,
                Metric.RATIO_MEAN,
                Metric.RATIO_MAX,
                Metric.TRAIN_TOKENS,
                Metric.TRAIN_SECONDS);

        static Training of(ToDoubleFunction<Metric> values) {
            return new Training(
                    values.applyAsDouble(Metric.UPDATES),
                    values.applyAsDouble(Metric.LOSS),
                    values.applyAsDouble(Metric.GRADIENT_NORM),
                    values.applyAsDouble(Metric.KL),
                    values.applyAsDouble(Metric.CLIP_SHARE),
                    values.applyAsDouble(Metric.LOG_PROB_GAP),
                    values.applyAsDouble(Metric.GRADIENT_ENTROPY),
                    values.applyAsDouble(Metric.LEARNING_RATE),
                    values.applyAsDouble(Metric.RATIO_MEAN),
                    values.applyAsDouble(Metric.RATIO_MAX),
                    values.applyAsDouble(Metric.TRAIN_TOKENS),
                    values.applyAsDouble(Metric.TRAIN_SECONDS));
        }

        @Override
        public List<Metric> metrics() {
            return METRICS;
        }

        @Override
        public double value(Metric metric) {
            return switch (metric) {
                case UPDATES -> updates;
                case LOSS -> loss;
                case GRADIENT_NORM -> gradientNorm;
                case KL -> kl;
                case CLIP_SHARE -> clipShare;
                case LOG_PROB_GAP -> logProbGap;
                case GRADIENT_ENTROPY -> gradientEntropy;
                case LEARNING_RATE -> learningRate;
                case RATIO_MEAN -> ratioMean;
                case RATIO_MAX -> ratioMax;
                case TRAIN_TOKENS -> trainTokens;
                case TRAIN_SECONDS -> trainSeconds;
                default -> Double.NaN;
            };
        }
    }

    /**
     * What the curriculum knows of the training prompts after the round, as shares of them, 0..1.
     *
     * @param curriculumSeen those that were visited
     * @param curriculumPreferred those that it prefers
     * @param curriculumEasy those whose pass rate is too high
     * @param curriculumHard those whose pass rate is too low
     */
    public record Curriculum(
            double curriculumSeen, double curriculumPreferred, double curriculumEasy, double curriculumHard)
            implements Part {
        private static final List<Metric> METRICS = List.of(
                Metric.CURRICULUM_SEEN, Metric.CURRICULUM_PREFERRED, Metric.CURRICULUM_EASY, Metric.CURRICULUM_HARD);

        static Curriculum of(ToDoubleFunction<Metric> values) {
            return new Curriculum(
                    values.applyAsDouble(Metric.CURRICULUM_SEEN),
                    values.applyAsDouble(Metric.CURRICULUM_PREFERRED),
                    values.applyAsDouble(Metric.CURRICULUM_EASY),
                    values.applyAsDouble(Metric.CURRICULUM_HARD));
        }

        @Override
        public List<Metric> metrics() {
            return METRICS;
        }

        @Override
        public double value(Metric metric) {
            return switch (metric) {
                case CURRICULUM_SEEN -> curriculumSeen;
                case CURRICULUM_PREFERRED -> curriculumPreferred;
                case CURRICULUM_EASY -> curriculumEasy;
                case CURRICULUM_HARD -> curriculumHard;
                default -> Double.NaN;
            };
        }
    }
}
