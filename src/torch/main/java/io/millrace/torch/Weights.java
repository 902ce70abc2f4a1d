package io.millrace.torch;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelFolder;
import io.millrace.huggingface.ModelFolderWriter;
import io.millrace.huggingface.ModelLayout;
import io.millrace.huggingface.SafetensorsWriter.TensorSource;
import io.millrace.model.PolicyException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A model's float32 parameters in native memory, in the order of {@link ModelLayout}.
 *
 * <p>They have one owner, who closes them. An engine's weights are never written to; a learner writes to its own {@link
 * #copy}.
 */
public final class Weights implements AutoCloseable {
    private final ModelLayout layout;
    private final PtNDManager manager;
    private final PtNDArray[] arrays;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Weights(ModelLayout layout) {
        this.layout = layout;
        manager = EngineRuntime.newManager();
        List<PtNDArray> list = new ArrayList<>();
        for (ModelLayout.Parameter parameter : layout.parameters()) {
            PtNDArray array = Tensors.empty(manager, parameter.shape());
            array.setName(parameter.name());
            list.add(array);
        }
        arrays = list.toArray(PtNDArray[]::new);
    }

    /**
     * Reads the weights of a Hugging Face folder.
     *
     * @throws PolicyException if this engine cannot run the folder's model
     */
    public static Weights load(Path folder) {
        try (ModelFolder model = ModelFolder.open(folder)) {
            Weights weights = new Weights(ModelLayout.of(model.config()));
            try {
                weights.forEachPart((array, part) -> model.read(
                        part, (values, count, offset) -> Tensors.put(array, part.offset() + offset, values, count)));
            } catch (RuntimeException e) {
                weights.close();
                throw e;
            }
            return weights;
        }
    }

    /**
     * Creates random weights: normal with the config's standard deviation, biases 0, norms 1.
     *
     * @param seed the same seed gives the same bits everywhere
     */
    public static Weights random(ModelConfig config, long seed) {
        Weights weights = new Weights(ModelLayout.of(config));
        weights.forEachPart((array, part) -> RandomInit.fill(array, part, config.initStd(), seed));
        return weights;
    }

    /** A private copy of these weights. */
    public Weights copy() {
        Weights copy = new Weights(layout);
        copy.copyFrom(this);
        return copy;
    }

    /** Copies the values of another model of the same layout. */
    public void copyFrom(Weights other) {
        if (!other.layout.equals(layout)) {
            throw new PolicyException(
                    "weights: model must be %s, was %s".formatted(layout.config(), other.layout.config()));
        }
        for (int i = 0; i < arrays.length; i++) {
            Tensors.copy(arrays[i], other.arrays[i]);
        }
    }

    public ModelConfig config() {
        return layout.config();
    }

    public ModelLayout layout() {
        return layout;
    }

    /** The parameters, owned by this object. The array is a copy, its elements are not. */
    public PtNDArray[] arrays() {
        return arrays.clone();
    }

    /** These parameters as the tensors of a file, by their Hugging Face names. */
    public List<TensorSource> tensors() {
        List<TensorSource> sources = new ArrayList<>();
        forEachPart((array, part) -> sources.add(new TensorSource(
                part.name(),
                part.shape(),
                (offset, to, count) -> Tensors.get(array, part.offset() + offset, to, count))));
        return sources;
    }

    /**
     * Writes a complete Hugging Face folder, which must not exist.
     *
     * @param like the folder whose config.json and tokenizer are copied
     * @param type type of the weights in the file
     */
    public void write(Path folder, Path like, FloatType type) {
        ModelFolderWriter.write(folder, like, tensors(), type);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            manager.close();
        }
    }

    private void forEachPart(PartVisitor visitor) {
        for (int i = 0; i < arrays.length; i++) {
            for (ModelLayout.Part part : layout.parameters().get(i).parts()) {
                visitor.visit(arrays[i], part);
            }
        }
    }

    @FunctionalInterface
    private interface PartVisitor {
        void visit(PtNDArray array, ModelLayout.Part part);
    }
}
