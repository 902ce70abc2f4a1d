package io.millrace.method.autothink;

import io.millrace.learner.StepRecord;
import io.millrace.method.StepLogger;
import java.util.Optional;

/** Reports the start of a stage: the first step that trains on its responses. */
final class StageLogger implements StepLogger {
    private double reported;

    @Override
    public Optional<String> of(StepRecord step) {
        double stage = Math.ceil(step.value(ThinkingFigures.STAGE).orElse(reported));
        if (stage == reported) {
            return Optional.empty();
        }
        reported = stage;
        return Optional.of("AutoThink: stage %.0f at step %.0f"
                .formatted(stage, step.position().learnerStep()));
    }
}
