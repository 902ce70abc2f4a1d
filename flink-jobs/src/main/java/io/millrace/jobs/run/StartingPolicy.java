package io.millrace.jobs.run;

import io.millrace.config.MillraceConfig;
import io.millrace.policy.djl.Weights;
import io.millrace.policy.model.ModelConfig;
import io.millrace.policy.safetensors.FloatType;
import java.nio.file.Files;
import java.nio.file.Path;

/** The policy that a run starts from: the configured folder, or one like it with random weights. */
final class StartingPolicy {
    private StartingPolicy() {}

    /**
     * A complete folder to start from.
     *
     * @throws RunException if there is no config.json where the configuration says
     */
    static Path prepare(MillraceConfig config, RunFolder folder) {
        Path given = Home.find(config.policy().path());
        if (!Files.exists(given.resolve("config.json"))) {
            throw new RunException("policy.path: must be a Hugging Face folder with a config.json, was %s: give another"
                            .formatted(given)
                    + " one, or make a small policy with: millrace pretrain CONFIG --out " + given);
        }
        if (!config.policy().init().random() && hasWeights(given)) {
            return given;
        }
        Path drawn = folder.initialPolicy();
        if (!Files.exists(drawn)) {
            try (Weights weights = Weights.random(
                    ModelConfig.read(given), config.policy().init().seed())) {
                weights.write(drawn, given, FloatType.F32);
            }
        }
        return drawn;
    }

    private static boolean hasWeights(Path folder) {
        return Files.exists(folder.resolve("model.safetensors"))
                || Files.exists(folder.resolve("model.safetensors.index.json"));
    }
}
