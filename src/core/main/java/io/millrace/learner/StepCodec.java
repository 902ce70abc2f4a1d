package io.millrace.learner;

import io.millrace.learner.StepRecord.Batch;
import io.millrace.learner.StepRecord.Curriculum;
import io.millrace.learner.StepRecord.Position;
import io.millrace.metric.Figure;
import io.millrace.metric.Metric;
import io.millrace.metric.StepFigure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The figures of an optimizer step as numbers by name, for channels, manifests and dashboards. */
public final class StepCodec {
    /** Prefix of the name of a reward component, for its mean. */
    public static final String REWARD = "reward_";

    private StepCodec() {}

    /** All known figures, in a fixed order. */
    public static Map<String, Double> write(StepRecord step) {
        Map<String, Double> figures = new LinkedHashMap<>();
        put(step.position(), figures);
        put(step.batch(), figures);
        put(step.groups(), figures);
        step.own().forEach((name, value) -> put(name, value, figures));
        step.rewards().forEach((name, value) -> put(REWARD + name, value, figures));
        put(step.training(), figures);
        put(step.curriculum(), figures);
        return figures;
    }

    /** Reads a step record from such numbers. A number under any other name is a figure declared by a rule. */
    public static StepRecord read(Map<String, Double> figures) {
        ToDoubleFunction<Figure> values = figure -> figures.getOrDefault(figure.key(), Double.NaN);
        Map<String, Double> own = new TreeMap<>(figures);
        Stream.<Figure>concat(Arrays.stream(Metric.values()), Arrays.stream(StepFigure.values()))
                .map(Figure::key)
                .forEach(own::remove);
        Map<String, Double> rewards = new TreeMap<>();
        own.forEach((name, value) -> {
            if (name.startsWith(REWARD)) {
                rewards.put(name.substring(REWARD.length()), value);
            }
        });
        own.keySet().removeIf(name -> name.startsWith(REWARD));
        return new StepRecord(
                Position.of(values),
                Batch.of(values),
                StepGroups.of(values),
                own,
                rewards,
                StepTraining.of(values),
                Curriculum.of(values));
    }

    private static void put(StepPart part, Map<String, Double> figures) {
        part.figures().forEach(figure -> put(figure.key(), part.value(figure), figures));
    }

    private static void put(String name, double value, Map<String, Double> figures) {
        if (Double.isFinite(value)) {
            figures.put(name, value);
        }
    }
}
