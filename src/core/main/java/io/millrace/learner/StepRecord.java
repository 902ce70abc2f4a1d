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
        StepGroups groups,
        Map<String, Double> own,
        Map<String, Double> rewards,
        StepTraining training,
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
                ? Stream.<StepPart>of(position, batch, groups, training, curriculum)
                        .mapToDouble(part -> part.value(metric))
                        .filter(Double::isFinite)
                        .findFirst()
                        .orElse(Double.NaN)
                : own.getOrDefault(figure.key(), Double.NaN);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /**
     * Where in the run it is.
     *
     * @param learnerStep rounds trained, this one included; a compensation step is one more of the same round
     * @param sampledTokens response tokens sampled on all visits trained so far
     */
    public record Position(double learnerStep, double sampledTokens) implements StepPart {
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
    public record Batch(double compensation, double priorityShare, double rows, double dropped) implements StepPart {
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
     * What the curriculum knows of the training prompts after the round, as shares of them, 0..1.
     *
     * @param curriculumSeen those that were visited
     * @param curriculumPreferred those that it prefers
     * @param curriculumEasy those whose pass rate is too high
     * @param curriculumHard those whose pass rate is too low
     */
    public record Curriculum(
            double curriculumSeen, double curriculumPreferred, double curriculumEasy, double curriculumHard)
            implements StepPart {
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
