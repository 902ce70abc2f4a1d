package io.millrace.torch.learn;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.huggingface.FloatType;
import io.millrace.learner.OptimizerConfig;
import io.millrace.loss.LossConfig;

/**
 * What the embedded learner does with a minibatch.
 *
 * @param loss what it minimises
 * @param optimizer how
 * @param temperature that responses are sampled with, above 0: log-probs are of {@code softmax(logits / temperature)}, but for
 *     rows whose behaviour log-probs are {@link io.millrace.model.LogProbs.Scale#RAW}
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
