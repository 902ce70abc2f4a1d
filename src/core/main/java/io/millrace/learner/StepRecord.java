package io.millrace.learner;

import static java.util.Objects.requireNonNull;

import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
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
 * @param batch the rows trained on
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
        double value = Stream.of(position, batch, groups, training, curriculum)
                .mapToDouble(part -> part.value(figure))
                .filter(Double::isFinite)
                .findFirst()
                .orElseGet(() -> own.getOrDefault(figure.key(), Double.NaN));
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /**
     * Position of the step in the run.
     *
     * @param learnerStep rounds trained on, including this one; a compensation step is an additional step of the same round
     * @param sampledTokens response tokens sampled on all visits trained on so far
     */
    public record Position(double learnerStep, double sampledTokens) implements StepPart {
        private static final Map<Figure, ToDoubleFunction<Position>> FIGURES = OrderedMap.ofEntries(
                Map.entry(Metric.LEARNER_STEP, Position::learnerStep),
                Map.entry(StepFigure.SAMPLED_TOKENS, Position::sampledTokens));

        static Position of(ToDoubleFunction<Figure> values) {
            return new Position(
                    values.applyAsDouble(Metric.LEARNER_STEP), values.applyAsDouble(StepFigure.SAMPLED_TOKENS));
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

    /**
     * The rows trained on.
     *
     * @param compensation 1 for the step of a compensation batch, else 0
     * @param priorityShare share of the round's responses in its priority batch, 0..1
     * @param rows responses trained on
     * @param dropped leftovers that the round dropped without training on them
     */
    public record Batch(double compensation, double priorityShare, double rows, double dropped) implements StepPart {
        private static final Map<Figure, ToDoubleFunction<Batch>> FIGURES = OrderedMap.ofEntries(
                Map.entry(StepFigure.COMPENSATION, Batch::compensation),
                Map.entry(Metric.PRIORITY_SHARE, Batch::priorityShare),
                Map.entry(StepFigure.ROWS, Batch::rows),
                Map.entry(StepFigure.DROPPED, Batch::dropped));

        static Batch of(ToDoubleFunction<Figure> values) {
            return new Batch(
                    values.applyAsDouble(StepFigure.COMPENSATION),
                    values.applyAsDouble(Metric.PRIORITY_SHARE),
                    values.applyAsDouble(StepFigure.ROWS),
                    values.applyAsDouble(StepFigure.DROPPED));
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
        private static final Map<Figure, ToDoubleFunction<Curriculum>> FIGURES = OrderedMap.ofEntries(
                Map.entry(Metric.CURRICULUM_SEEN, Curriculum::curriculumSeen),
                Map.entry(Metric.CURRICULUM_PREFERRED, Curriculum::curriculumPreferred),
                Map.entry(Metric.CURRICULUM_EASY, Curriculum::curriculumEasy),
                Map.entry(Metric.CURRICULUM_HARD, Curriculum::curriculumHard));

        static Curriculum of(ToDoubleFunction<Figure> values) {
            return new Curriculum(
                    values.applyAsDouble(Metric.CURRICULUM_SEEN),
                    values.applyAsDouble(Metric.CURRICULUM_PREFERRED),
                    values.applyAsDouble(Metric.CURRICULUM_EASY),
                    values.applyAsDouble(Metric.CURRICULUM_HARD));
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
}
