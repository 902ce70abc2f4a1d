package io.millrace.method.autothink;

import io.millrace.method.StepNews;
import io.millrace.metric.Metric;
import java.util.Map;
import java.util.Optional;

/** Reports the beginning of a stage: the first step that trains responses of it. */
final class StageNews implements StepNews {
    private double reported;

    @Override
    public Optional<String> of(Map<String, Double> figures) {
        double stage = Math.ceil(figures.getOrDefault(ThinkingFigures.STAGE.key(), reported));
        if (stage == reported) {
            return Optional.empty();
        }
        reported = stage;
        return Optional.of(
                "AutoThink: stage %.0f at step %.0f".formatted(stage, figures.get(Metric.LEARNER_STEP.key())));
    }
}
