package io.millrace.operators.learn;

import io.millrace.metric.Metric;
import java.util.Map;
import java.util.Optional;

/** Tells when a stage of AutoThink begins: with the first step that trains responses of it. */
final class StageNews {
    private double told;

    /** What there is to tell of a step; nothing as long as the stage stays, and where there are no stages. */
    Optional<String> news(Map<String, Double> figures) {
        double stage = Math.ceil(figures.getOrDefault(Metric.AUTOTHINK_STAGE.key(), told));
        if (stage == told) {
            return Optional.empty();
        }
        told = stage;
        return Optional.of(
                "AutoThink: stage %.0f at step %.0f".formatted(stage, figures.get(Metric.LEARNER_STEP.key())));
    }
}
