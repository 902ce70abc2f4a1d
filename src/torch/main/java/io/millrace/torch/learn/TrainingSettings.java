package io.millrace.torch.learn;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.huggingface.FloatType;
import io.millrace.learner.OptimizerConfig;
import io.millrace.loss.LossConfig;

/**
 * Settings of the embedded learner.
 *
 * @param loss the loss to minimise
 * @param optimizer the optimizer
 * @param temperature sampling temperature of the responses, above 0: log-probs are of {@code softmax(logits /
 *     temperature)}, except for rows whose behaviour log-probs are {@link io.millrace.model.LogProbs.Scale#RAW}
 * @param exportType type of the weights in an exported folder
 */
public record TrainingSettings(LossConfig loss, OptimizerConfig optimizer, double temperature, FloatType exportType) {
    public TrainingSettings {
        requireNonNull(loss, "loss");
        requireNonNull(optimizer, "optimizer");
        requireNonNull(exportType, "exportType");
        Require.that(
                temperature > 0 && Double.isFinite(temperature),
                "learner: temperature must be finite and > 0, was %s",
                temperature);
    }
}
