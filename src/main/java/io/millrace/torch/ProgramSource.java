package io.millrace.torch;

import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The source of a model's programs: templates in which {@code @NAME@} stands for a dimension of the model.
 *
 * <p>Every program of a model begins with the same decoder, so what samples and what learns compute the same thing.
 */
public final class ProgramSource {
    /** Up to here one pass over the vocabulary is cheaper than two levels. */
    private static final int SMALL_VOCABULARY = 512;

    private final Map<String, Object> constants = new LinkedHashMap<>();

    private ProgramSource(ModelLayout layout) {
        ModelConfig c = layout.config();
        constants.put("LAYERS", c.layers());
        constants.put("HIDDEN", c.hidden());
        constants.put("HEADS", c.heads());
        constants.put("KV_HEADS", c.kvHeads());
        constants.put("QK_HEADS", c.heads() + c.kvHeads());
        constants.put("QKV_HEADS", c.heads() + 2 * c.kvHeads());
        constants.put("HEADS_PER_KV", c.heads() / c.kvHeads());
        constants.put("HEAD_DIM", c.headDim());
        constants.put("ATTENTION", c.heads() * c.headDim());
        constants.put("GQA", c.heads() == c.kvHeads() ? "False" : "True");
        constants.put("VOCABULARY", c.vocabulary());
        constants.put("RMS_EPS", c.rmsEps());
        constants.put("ROPE_THETA", c.ropeTheta());
        constants.put("QKV_BIAS", c.qkvBias() ? ", P[torch.add(o, 2)]" : "");
        constants.put("STRIDE", layout.stride());
        constants.put("ATTENTION_OUT", layout.stride() - 4);
        constants.put("MLP_NORM", layout.stride() - 3);
        constants.put("GATE_UP", layout.stride() - 2);
        constants.put("DOWN", layout.stride() - 1);
        constants.put("FINAL_NORM", layout.finalNorm());
        constants.put("OUTPUT", layout.output());
        constants.put("LAST_LAYER", c.layers() - 1);
        putBlocks(c.vocabulary());
    }

    /**
     * Source of a program on top of the decoder.
     *
     * @param methods a template of further methods, which may call the decoder's; may be empty
     */
    public static String of(ModelConfig config, String methods) {
        ProgramSource source = new ProgramSource(ModelLayout.of(config));
        return source.fill(resource(ProgramSource.class, "decoder.torchscript") + "\n" + methods);
    }

    /** Source of the program that samples. */
    public static String sampler(ModelConfig config) {
        return of(config, resource(ProgramSource.class, "sampler.torchscript"));
    }

    /** The text of a template that lies beside a class. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "program source: " + name + " must lie beside " + beside + ", does not");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks of about the square root of the vocabulary: its nearest divisor, or, if there is none near, zeros behind it. */
    private void putBlocks(int vocabulary) {
        int root = (int) Math.ceil(Math.sqrt(vocabulary));
        int block = IntStream.rangeClosed(root / 2 + 1, 2 * root)
                .filter(divisor -> vocabulary % divisor == 0)
                .boxed()
                .min(Comparator.comparingInt(divisor -> Math.abs(divisor - root)))
                .orElse(root);
        int blocks = (vocabulary + block - 1) / block;
        int padding = blocks * block - vocabulary;
        constants.put("BLOCK", block);
        constants.put("BLOCKS", blocks);
        constants.put("PADDED_WEIGHTS", padding == 0 ? "w" : "torch.constant_pad_nd(w, [0, %d])".formatted(padding));
        constants.put("PICK", vocabulary <= SMALL_VOCABULARY ? "pick_small" : "pick_large");
    }

    private String fill(String template) {
        String text = template;
        for (Map.Entry<String, Object> constant : constants.entrySet()) {
            text = text.replace(
                    "@" + constant.getKey() + "@", constant.getValue().toString());
        }
        int left = text.indexOf('@');
        if (left >= 0) {
            throw new IllegalArgumentException(
                    "program source: unknown constant at " + text.substring(left, Math.min(text.length(), left + 24)));
        }
        return text;
    }
}
