package io.millrace.huggingface;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.nio.file.Path;
import java.util.List;

/**
 * The dimensions of a decoder-only transformer of the Llama kind: RMSNorm, rotary positions, grouped-query attention,
 * SwiGLU.
 *
 * @param family family that defines parameter names and biases
 * @param layers number of transformer layers L, at least 1
 * @param hidden width of the residual stream H
 * @param intermediate width of the gated MLP I
 * @param heads query heads
 * @param kvHeads key and value heads; divides {@code heads}
 * @param headDim width of one head, even
 * @param vocabulary number of token ids V
 * @param rmsEps added to the mean square in RMSNorm, above 0
 * @param ropeTheta base of the rotary frequencies, above 0
 * @param tied whether the output projection is the embedding matrix
 * @param qkvBias whether the query, key and value projections have biases
 * @param positions maximum context in tokens that the model was trained for
 * @param eosIds tokens that end a response; may be empty
 * @param initStd standard deviation of random initial weights, at least 0
 */
public record ModelConfig(
        Family family,
        int layers,
        int hidden,
        int intermediate,
        int heads,
        int kvHeads,
        int headDim,
        int vocabulary,
        double rmsEps,
        double ropeTheta,
        boolean tied,
        boolean qkvBias,
        int positions,
        List<Integer> eosIds,
        double initStd) {
    /** Maximum number of layers, ten times that of any known model: a damaged file must not cause huge allocations. */
    private static final int MAX_LAYERS = 2_048;
    /** Maximum of any width and any number of heads. */
    private static final int MAX_WIDTH = 1 << 20;
    /** Maximum number of token ids. */
    private static final int MAX_VOCABULARY = 1 << 24;

    /** Model families. */
    public enum Family {
        LLAMA,
        QWEN2
    }

    public ModelConfig {
        requireNonNull(family, "family");
        eosIds = List.copyOf(eosIds);
        within("num_hidden_layers", layers, MAX_LAYERS);
        within("hidden_size", hidden, MAX_WIDTH);
        within("intermediate_size", intermediate, MAX_WIDTH);
        within("num_attention_heads", heads, MAX_WIDTH);
        within("num_key_value_heads", kvHeads, MAX_WIDTH);
        within("head_dim", headDim, MAX_WIDTH);
        within("vocab_size", vocabulary, MAX_VOCABULARY);
        within("max_position_embeddings", positions, Integer.MAX_VALUE);
        Require.that(
                heads % kvHeads == 0,
                "model: num_key_value_heads must divide num_attention_heads %d, was %d",
                heads,
                kvHeads);
        Require.that(headDim % 2 == 0, "model: head_dim must be even for rotary positions, was %d", headDim);
        Require.that(rmsEps > 0, "model: rms_norm_eps must be > 0, was %s", rmsEps);
        Require.that(ropeTheta > 0, "model: rope_theta must be > 0, was %s", ropeTheta);
        Require.that(initStd >= 0, "model: initializer_range must be >= 0, was %s", initStd);
        for (int id : eosIds) {
            Require.that(id >= 0 && id < vocabulary, "model: eos_token_id must be in [0, %d), was %d", vocabulary, id);
        }
    }

    /**
     * Reads {@code config.json} of a Hugging Face folder.
     *
     * @throws io.millrace.model.PolicyException if it cannot be read or requires an unsupported option, which the
     *     message names
     */
    public static ModelConfig read(Path folder) {
        return new ConfigFile(folder.resolve("config.json")).parse();
    }

    /** Number of parameters. */
    public long parameters() {
        return ModelLayout.of(this).parameters().stream()
                .mapToLong(ModelLayout.Parameter::elements)
                .sum();
    }

    private static void within(String key, int value, int most) {
        Require.that(value >= 1, "model: %s must be >= 1, was %d", key, value);
        Require.that(value <= most, "model: %s must be <= %d, was %d", key, most, value);
    }
}
