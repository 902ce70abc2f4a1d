package io.millrace.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Native arrays from Java's and back.
 *
 * <p>An array made from a Java buffer lives in the buffer; one that shall outlive a call, or be large, is made empty and
 * filled by chunks, so that the JVM's limit on direct memory does not bound a model's size.
 */
public final class Tensors {
    /** Values moved at once. */
    private static final int CHUNK = 1 << 18;

    /** What a chunk is handed over in: native arrays are views of it only while one call lasts. */
    private static final ThreadLocal<ByteBuffer> STAGE = ThreadLocal.withInitial(
            () -> ByteBuffer.allocateDirect(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder()));

    private Tensors() {}

    /** Integers [n]. */
    public static PtNDArray of(PtNDManager owner, long... values) {
        return (PtNDArray) owner.create(values);
    }

    /** Integers of a shape. */
    public static PtNDArray of(PtNDManager owner, long[] values, long... shape) {
        return (PtNDArray) owner.create(values, new Shape(shape));
    }

    /** Numbers of a shape; [n] if none is given. */
    public static PtNDArray of(PtNDManager owner, float[] values, long... shape) {
        return (PtNDArray) (shape.length == 0 ? owner.create(values) : owner.create(values, new Shape(shape)));
    }

    /** A float32 array of zeros. */
    public static PtNDArray zeros(PtNDManager owner, long... shape) {
        return (PtNDArray) owner.zeros(new Shape(shape), DataType.FLOAT32);
    }

    /** A float32 array of a shape whose values are not set. */
    public static PtNDArray empty(PtNDManager owner, List<Long> shape) {
        Shape dims = new Shape(shape.stream().mapToLong(Long::longValue).toArray());
        return owner.create(dims, DataType.FLOAT32);
    }

    /** Overwrites a whole array with another's values. */
    public static void copy(PtNDArray to, PtNDArray from) {
        try (PtNDManager scope = EngineRuntime.newManager()) {
            Memory.PROGRAM.run(scope, "copy", to, from);
        }
    }

    /**
     * Overwrites part of an array.
     *
     * @param offset of the first value to write
     * @param count how many of {@code values} to write
     */
    public static void put(PtNDArray to, long offset, float[] values, int count) {
        ByteBuffer bytes = STAGE.get();
        for (int done = 0; done < count; done += CHUNK) {
            int n = Math.min(CHUNK, count - done);
            bytes.clear().limit(n * Float.BYTES);
            bytes.asFloatBuffer().put(values, done, n);
            try (PtNDManager scope = EngineRuntime.newManager()) {
                PtNDArray chunk = scope.create(bytes, new Shape(n), DataType.FLOAT32);
                Memory.PROGRAM.run(scope, "put", to, chunk, offset + done);
            }
        }
    }

    /**
     * Copies part of an array.
     *
     * @param offset of the first value to read
     * @param values receives them from index 0
     * @param count how many
     */
    public static void get(PtNDArray from, long offset, float[] values, int count) {
        for (int done = 0; done < count; done += CHUNK) {
            int n = Math.min(CHUNK, count - done);
            try (PtNDManager scope = EngineRuntime.newManager()) {
                PtNDArray chunk = Memory.PROGRAM
                        .run(scope, "get", from, offset + done, (long) n)
                        .get(0);
                chunk.toByteBuffer()
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                        .get(values, done, n);
            }
        }
    }

    /** All values of a float32 array. */
    public static float[] floats(PtNDArray array) {
        return array.toFloatArray();
    }

    /** All values of an int64 array. */
    public static long[] longs(PtNDArray array) {
        return array.toLongArray();
    }

    private static final class Memory {
        private static final TorchScriptProgram PROGRAM = TorchScriptProgram.load(
                "memory", ProgramSource.of(ProgramSource.resource(Tensors.class, "memory.torchscript")));
    }
}
