package io.millrace.torch;

import io.millrace.check.Require;
import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The source of a TorchScript program: constants, and methods that use them.
 *
 * <p>Every program of a model begins with the same decoder, so sampler and learner compute the same function.
 *
 * @param constants each an {@code Integer}, {@code Double} or {@code Boolean}; constant {@code NAME} is {@code
 *     self.NAME} in methods
 * @param methods source of the methods, each indented by two spaces
 */
public record ProgramSource(Map<String, Object> constants, String methods) {
    /** Up to this size one pass over the vocabulary is cheaper than two levels. */
    private static final int SMALL_VOCABULARY = 512;

    public ProgramSource {
        constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }

    /** A program without constants. */
    public static ProgramSource of(String methods) {
        return new ProgramSource(Map.of(), methods);
    }

    /** The decoder of a model. */
    public static ProgramSource of(ModelConfig config) {
        return new ProgramSource(
                dimensions(ModelLayout.of(config)), resource(ProgramSource.class, "decoder.torchscript"));
    }

    /** The sampler's program. */
    public static ProgramSource sampler(ModelConfig config) {
        return of(config)
                .plus(new ProgramSource(
                        blocks(config.vocabulary()), resource(ProgramSource.class, "sampler.torchscript")));
    }

    /**
     * This program with additional constants and methods, which may use its existing ones.
     *
     * @throws IllegalArgumentException if both have a constant of the same name
     */
    public ProgramSource plus(ProgramSource more) {
        Map<String, Object> all = new LinkedHashMap<>(constants);
        more.constants.forEach((name, value) ->
                Require.that(all.put(name, value) == null, "program source: constant %s must be defined once", name));
        return new ProgramSource(all, methods + "\n" + more.methods);
    }

    /** The source of methods in a resource of a class: in its jar, or in one that the thread's class loader finds. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = open(beside, name)) {
            if (in == null) {
                throw new IllegalStateException("program source: " + name + " is missing next to " + beside);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable InputStream open(Class<?> beside, String name) {
        InputStream own = beside.getResourceAsStream(name);
        ClassLoader other = Thread.currentThread().getContextClassLoader();
        if (own != null || other == null) {
            return own;
        }
        return other.getResourceAsStream(beside.getPackageName().replace('.', '/') + "/" + name);
    }

    private static Map<String, Object> dimensions(ModelLayout layout) {
        ModelConfig c = layout.config();
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("LAYERS", c.layers());
        constants.put("HIDDEN", c.hidden());
        constants.put("HEADS", c.heads());
        constants.put("KV_HEADS", c.kvHeads());
        constants.put("QK_HEADS", c.heads() + c.kvHeads());
        constants.put("QKV_HEADS", c.heads() + 2 * c.kvHeads());
        constants.put("HEADS_PER_KV", c.heads() / c.kvHeads());
        constants.put("HEAD_DIM", c.headDim());
        constants.put("ATTENTION", c.heads() * c.headDim());
        constants.put("GQA", c.heads() != c.kvHeads());
        constants.put("VOCABULARY", c.vocabulary());
        constants.put("RMS_EPS", c.rmsEps());
        constants.put("ROPE_THETA", c.ropeTheta());
        constants.put("QKV_BIAS", c.qkvBias());
        constants.put("STRIDE", layout.stride());
        constants.put("ATTENTION_OUT", layout.stride() - 4);
        constants.put("MLP_NORM", layout.stride() - 3);
        constants.put("GATE_UP", layout.stride() - 2);
        constants.put("DOWN", layout.stride() - 1);
        constants.put("FINAL_NORM", layout.finalNorm());
        constants.put("OUTPUT", layout.output());
        constants.put("LAST_LAYER", c.layers() - 1);
        return constants;
    }

    /**
     * Blocks of about the square root of the vocabulary: the nearest divisor, or, if none is near, with zero padding.
     */
    private static Map<String, Object> blocks(int vocabulary) {
        int root = (int) Math.ceil(Math.sqrt(vocabulary));
        int block = IntStream.rangeClosed(root / 2 + 1, 2 * root)
                .filter(divisor -> vocabulary % divisor == 0)
                .boxed()
                .min(Comparator.comparingInt(divisor -> Math.abs(divisor - root)))
                .orElse(root);
        int blocks = (vocabulary + block - 1) / block;
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("BLOCK", block);
        constants.put("BLOCKS", blocks);
        constants.put("PADDING", blocks * block - vocabulary);
        constants.put("ONE_BLOCK", vocabulary <= SMALL_VOCABULARY);
        return constants;
    }
}
