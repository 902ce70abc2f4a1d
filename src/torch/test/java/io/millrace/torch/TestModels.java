package io.millrace.torch;

import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelConfig.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Models small enough for a test, and the folder of verl's model, if available. */
public final class TestModels {
    /** Full attention heads, no biases, separate output projection. */
    public static final ModelConfig LLAMA =
            new ModelConfig(Family.LLAMA, 2, 40, 56, 4, 4, 10, 24, 1e-6, 10_000, false, false, 512, List.of(1), 0.4);

    /** Grouped queries, biases, tied embeddings. */
    public static final ModelConfig QWEN2 =
            new ModelConfig(Family.QWEN2, 3, 32, 48, 6, 2, 8, 40, 1e-5, 1e6, true, true, 512, List.of(1, 2), 0.4);

    private TestModels() {}

    /** The config.json of a model. */
    public static String json(ModelConfig c) {
        return """
                {"model_type": "%s", "hidden_act": "silu", "num_hidden_layers": %d, "hidden_size": %d,
                 "intermediate_size": %d, "num_attention_heads": %d, "num_key_value_heads": %d, "head_dim": %d,
                 "vocab_size": %d, "rms_norm_eps": %s, "rope_theta": %s, "tie_word_embeddings": %s,
                 "max_position_embeddings": %d, "eos_token_id": %s, "initializer_range": %s}
                """.formatted(
                        c.family() == Family.LLAMA ? "llama" : "qwen2",
                        c.layers(),
                        c.hidden(),
                        c.intermediate(),
                        c.heads(),
                        c.kvHeads(),
                        c.headDim(),
                        c.vocabulary(),
                        c.rmsEps(),
                        c.ropeTheta(),
                        c.tied(),
                        c.positions(),
                        c.eosIds(),
                        c.initStd());
    }

    /** Writes config.json into a folder. */
    public static Path config(Path folder, String json) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("config.json"), json);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** verl's digit-completion model, if it is next to the working copy. */
    public static Optional<Path> verl() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path model = at.resolve("shared/digit-completion/model");
            if (Files.isDirectory(model)) {
                return Optional.of(model);
            }
        }
        return Optional.empty();
    }
}
