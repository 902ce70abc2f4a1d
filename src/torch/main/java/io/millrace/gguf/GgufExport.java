package io.millrace.gguf;

import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelConfig.Family;
import io.millrace.huggingface.ModelFolder;
import io.millrace.huggingface.ModelLayout.Part;
import io.millrace.model.PolicyException;
import io.millrace.token.ModelFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes a policy folder as one GGUF file with weights, tokenizer and chat template. */
public final class GgufExport {
    private final ModelFolder model;
    private final ModelConfig config;
    private final GgufWriter writer = new GgufWriter();

    private GgufExport(ModelFolder model) {
        this.model = model;
        config = model.config();
    }

    /**
     * Writes a file.
     *
     * @param name the model's name
     * @param file must not exist
     * @throws PolicyException if the folder is not that of a policy, or its tokenizer is not supported
     */
    public static void write(Path folder, String name, Path file) throws IOException {
        GgufVocabulary vocabulary = GgufVocabulary.read(ModelFiles.of(folder));
        try (ModelFolder model = ModelFolder.open(folder)) {
            GgufExport export = new GgufExport(model);
            export.putDimensions(name);
            vocabulary.put(export.writer, model.config());
            export.putTensors();
            export.writer.write(file);
        }
    }

    private void putDimensions(String name) {
        String family = config.family().name().toLowerCase(Locale.ROOT);
        writer.put("general.architecture", family)
                .put("general.name", name)
                .put("general.file_type", 0)
                .put(family + ".context_length", config.positions())
                .put(family + ".embedding_length", config.hidden())
                .put(family + ".block_count", config.layers())
                .put(family + ".feed_forward_length", config.intermediate())
                .put(family + ".attention.head_count", config.heads())
                .put(family + ".attention.head_count_kv", config.kvHeads())
                .put(family + ".attention.key_length", config.headDim())
                .put(family + ".attention.value_length", config.headDim())
                .put(family + ".attention.layer_norm_rms_epsilon", (float) config.rmsEps())
                .put(family + ".rope.dimension_count", config.headDim())
                .put(family + ".rope.freq_base", (float) config.ropeTheta())
                .put(family + ".vocab_size", config.vocabulary());
    }

    private void putTensors() {
        model.parts().forEach(part -> {
            boolean rotated = config.family() == Family.LLAMA && isRotated(part.name());
            writer.put(GgufNames.of(part.name()), part.shape(), sink -> {
                if (rotated) {
                    float[] values = rotated(part);
                    sink.accept(values, values.length, 0);
                } else {
                    model.read(part, sink);
                }
            });
        });
    }

    private static boolean isRotated(String name) {
        return List.of("q_proj", "k_proj").contains(GgufNames.module(name));
    }

    /**
     * Rows of a projection in the order of llama.cpp's {@code llama}, which rotates neighbours, where Hugging Face's rotates row i
     * of a head with row i + D / 2:
     *
     * <pre>
     *   new row 2 i + j  =  row i + j D / 2        i &lt; D / 2, j in {0, 1}, in each head
     * </pre>
     */
    private float[] rotated(Part part) {
        float[] values = new float[Math.toIntExact(part.elements())];
        model.read(part, (chunk, count, offset) -> System.arraycopy(chunk, 0, values, (int) offset, count));
        int rows = Math.toIntExact(part.shape().get(0));
        int columns = values.length / rows;
        int half = config.headDim() / 2;
        float[] moved = new float[values.length];
        for (int row = 0; row < rows; row++) {
            int inHead = row % config.headDim();
            int from = row - inHead + inHead / 2 + inHead % 2 * half;
            System.arraycopy(values, from * columns, moved, row * columns, columns);
        }
        return moved;
    }
}
