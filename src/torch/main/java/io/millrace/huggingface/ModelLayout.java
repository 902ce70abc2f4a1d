package io.millrace.huggingface;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The parameters of a model in the order in which programs index them, and the positions of a Hugging Face file's
 * tensors in them.
 *
 * <pre>
 *   0                            embedding [V, H]
 *   1 + l * stride + 0           input norm [H]
 *                  + 1           query, key, value, stacked by rows [(heads + 2 kvHeads) headDim, H]
 *                 (+ 2)          their biases, if the model has them
 *                  + stride - 4  attention output [H, heads headDim]
 *                  + stride - 3  MLP norm [H]
 *                  + stride - 2  gate and up, stacked by rows [2 I, H]
 *                  + stride - 1  down [H, I]
 *   1 + layers * stride          final norm [H]
 *   2 + layers * stride          output projection [V, H], if not tied
 * </pre>
 *
 * <p>Stacking by rows keeps each tensor of the file contiguous, so that reading and writing are copies, and saves three
 * matrix products per layer. AdamW and the global gradient norm are not affected.
 *
 * @param config the model's dimensions
 * @param parameters in program order
 */
public record ModelLayout(ModelConfig config, List<Parameter> parameters) {
    /** Name of the embedding matrix. */
    static final String EMBEDDINGS = "model.embed_tokens.weight";

    /**
     * One parameter.
     *
     * @param name name of this parameter, in Hugging Face's style
     * @param shape its dimensions
     * @param parts the tensors of a file that it consists of, in order; their sizes sum to its size
     */
    public record Parameter(String name, List<Long> shape, List<Part> parts) {
        public Parameter {
            shape = List.copyOf(shape);
            parts = List.copyOf(parts);
        }

        /** Number of values. */
        public long elements() {
            return product(shape);
        }
    }

    /**
     * One tensor of a file.
     *
     * @param name its name in the file
     * @param shape its dimensions
     * @param offset index of its first value in the parameter
     */
    public record Part(String name, List<Long> shape, long offset) {
        public Part {
            shape = List.copyOf(shape);
        }

        /** Number of values. */
        public long elements() {
            return product(shape);
        }
    }

    public ModelLayout {
        parameters = List.copyOf(parameters);
    }

    /** The layout of a model. */
    public static ModelLayout of(ModelConfig c) {
        List<Parameter> list = new ArrayList<>();
        list.add(single(EMBEDDINGS, c.vocabulary(), c.hidden()));
        for (int l = 0; l < c.layers(); l++) {
            addLayer(c, "model.layers." + l + ".", list);
        }
        list.add(single("model.norm.weight", c.hidden()));
        if (!c.tied()) {
            list.add(single(TiedHead.HEAD, c.vocabulary(), c.hidden()));
        }
        return new ModelLayout(c, list);
    }

    /** Number of parameters of one layer. */
    public int stride() {
        return config.qkvBias() ? 7 : 6;
    }

    /** Index of the final norm. */
    public int finalNorm() {
        return 1 + config.layers() * stride();
    }

    /** Index of the output projection; that of the embedding if tied. */
    public int output() {
        return config.tied() ? 0 : finalNorm() + 1;
    }

    private static void addLayer(ModelConfig c, String prefix, List<Parameter> list) {
        long q = (long) c.heads() * c.headDim();
        long kv = (long) c.kvHeads() * c.headDim();
        long h = c.hidden();
        long i = c.intermediate();
        String attention = prefix + "self_attn.";
        List<String> qkv = List.of("q_proj", "k_proj", "v_proj");
        list.add(single(prefix + "input_layernorm.weight", h));
        list.add(stacked(attention + "qkv_proj.weight", attention, qkv, ".weight", new long[] {q, kv, kv}, h));
        if (c.qkvBias()) {
            list.add(stacked(attention + "qkv_proj.bias", attention, qkv, ".bias", new long[] {q, kv, kv}));
        }
        list.add(single(attention + "o_proj.weight", h, q));
        list.add(single(prefix + "post_attention_layernorm.weight", h));
        String mlp = prefix + "mlp.";
        List<String> gateUp = List.of("gate_proj", "up_proj");
        list.add(stacked(mlp + "gate_up_proj.weight", mlp, gateUp, ".weight", new long[] {i, i}, h));
        list.add(single(mlp + "down_proj.weight", h, i));
    }

    private static Parameter single(String name, long... shape) {
        List<Long> dims = Arrays.stream(shape).boxed().toList();
        return new Parameter(name, dims, List.of(new Part(name, dims, 0)));
    }

    private static Parameter stacked(
            String name, String prefix, List<String> parts, String suffix, long[] rows, long... columns) {
        List<Part> list = new ArrayList<>();
        long offset = 0;
        for (int p = 0; p < rows.length; p++) {
            Part part = new Part(prefix + parts.get(p) + suffix, shape(rows[p], columns), offset);
            list.add(part);
            offset += part.elements();
        }
        return new Parameter(name, shape(Arrays.stream(rows).sum(), columns), list);
    }

    private static List<Long> shape(long rows, long... columns) {
        List<Long> dims = new ArrayList<>(List.of(rows));
        Arrays.stream(columns).forEach(dims::add);
        return dims;
    }

    private static long product(List<Long> shape) {
        return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }
}
