package io.millrace.learner;

import static java.util.Objects.requireNonNull;

import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.ordered.OrderedMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The figures of one optimizer step. Unknown figures, such as the mean of no values, are NaN. {@link StepCodec} writes them as
 * numbers by name.
 *
 * @param position its position in the run
 * @param batch the trained rows
 * @param groups the groups that end with it
 * @param own figures reported by batch rewards, by name
 * @param rewards mean of each component of the reward over the responses, by name
 * @param training figures of the training itself
 * @param curriculum shares of prompts in the curriculum; all NaN without one
 */
public record StepRecord(
        Position position,
        Batch batch,
        StepGroups groups,
        Map<String, Double> own,
        Map<String, Double> rewards,
        StepTraining training,
        Curriculum curriculum) {
    /** A step without known figures. */
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

    /** This step with figures of the curriculum. */
    public StepRecord with(Curriculum known) {
        return new StepRecord(position, batch, groups, own, rewards, training, known);
    }

    /** Whether it is the step of a compensation batch. */
    public boolean compensates() {
        return batch.compensation > 0;
    }

    /** The value of a figure; empty if it is unknown. */
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
     * Position of the step in the run.
     *
     * @param learnerStep rounds trained, including this one; a compensation step is an additional step of the same round
     * @param sampledTokens response tokens sampled on all visits trained so far
     */
    public record Position(double learnerStep, double sampledTokens) implements StepPart {
        private static final Map<Metric, ToDoubleFunction<Position>> FIGURES = OrderedMap.ofEntries(
                Map.entry(Metric.LEARNER_STEP, Position::learnerStep),
                Map.entry(Metric.SAMPLED_TOKENS, Position::sampledTokens));

        static Position of(ToDoubleFunction<Metric> values) {
            return new Position(values.applyAsDouble(Metric.LEARNER_STEP), values.applyAsDouble(Metric.SAMPLED_TOKENS));
        }

        @Override
        public Set<Metric> metrics() {
            return FIGURES.keySet();
        }

        @Override
        public double value(Metric metric) {
            return StepPart.value(FIGURES, this, metric);
        }
    }

    /**
     * The trained rows.
     *
     * @param compensation 1 for the step of a compensation batch, else 0
     * @param priorityShare share of the round's responses in its priority batch, 0..1
     * @param rows responses trained
     * @param dropped leftovers that the round dropped without training on them
     */
    public record Batch(double compensation, double priorityShare, double rows, double dropped) implements StepPart {
        private static final Map<Metric, ToDoubleFunction<Batch>> FIGURES = OrderedMap.ofEntries(
                Map.entry(Metric.COMPENSATION, Batch::compensation),
                Map.entry(Metric.PRIORITY_SHARE, Batch::priorityShare),
                Map.entry(Metric.ROWS, Batch::rows),
                Map.entry(Metric.DROPPED, Batch::dropped));

        static Batch of(ToDoubleFunction<Metric> values) {
            return new Batch(
                    values.applyAsDouble(Metric.COMPENSATION),
                    values.applyAsDouble(Metric.PRIORITY_SHARE),
                    values.applyAsDouble(Metric.ROWS),
                    values.applyAsDouble(Metric.DROPPED));
        }

        @Override
        public Set<Metric> metrics() {
            return FIGURES.keySet();
        }

        @Override
        public double value(Metric metric) {
            return StepPart.value(FIGURES, this, metric);
        }
    }

    /**
     * Shares of the training prompts in the curriculum after the round, 0..1.
     *
     * @param curriculumSeen visited prompts
     * @param curriculumPreferred preferred prompts
     * @param curriculumEasy prompts whose pass rate is too high
     * @param curriculumHard prompts whose pass rate is too low
     */
    public record Curriculum(
            double curriculumSeen, double curriculumPreferred, double curriculumEasy, double curriculumHard)
            implements StepPart {
        private static final Map<Metric, ToDoubleFunction<Curriculum>> FIGURES = OrderedMap.ofEntries(
                Map.entry(Metric.CURRICULUM_SEEN, Curriculum::curriculumSeen),
                Map.entry(Metric.CURRICULUM_PREFERRED, Curriculum::curriculumPreferred),
                Map.entry(Metric.CURRICULUM_EASY, Curriculum::curriculumEasy),
                Map.entry(Metric.CURRICULUM_HARD, Curriculum::curriculumHard));

        static Curriculum of(ToDoubleFunction<Metric> values) {
            return new Curriculum(
                    values.applyAsDouble(Metric.CURRICULUM_SEEN),
                    values.applyAsDouble(Metric.CURRICULUM_PREFERRED),
                    values.applyAsDouble(Metric.CURRICULUM_EASY),
                    values.applyAsDouble(Metric.CURRICULUM_HARD));
        }

        @Override
        public Set<Metric> metrics() {
            return FIGURES.keySet();
        }

        @Override
        public double value(Metric metric) {
            return StepPart.value(FIGURES, this, metric);
        }
    }
}
