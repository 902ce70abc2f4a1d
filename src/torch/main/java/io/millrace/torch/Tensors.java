package io.millrace.torch;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Converts Java arrays to native arrays and back.
 *
 * <p>A native array created from a Java buffer is a view of the buffer; one that must outlive a call, or is large, is
 * created empty and filled in chunks, so that the JVM's limit on direct memory does not limit a model's size.
 */
public final class Tensors {
    /** Number of values copied at once. */
    private static final int CHUNK = 1 << 18;

    /** Direct memory for the copy of a chunk: native arrays are views of it only during one call. */
    private static final ThreadLocal<ByteBuffer> STAGE = ThreadLocal.withInitial(
            () -> ByteBuffer.allocateDirect(CHUNK * Float.BYTES).order(ByteOrder.nativeOrder()));

    private Tensors() {}

    /** An int64 array [n]. */
    public static PtNDArray of(PtNDManager owner, long... values) {
        return (PtNDArray) owner.create(values);
    }

    /** An int64 array of a shape. */
    public static PtNDArray of(PtNDManager owner, long[] values, long... shape) {
        return (PtNDArray) owner.create(values, new Shape(shape));
    }

    /** A float32 array of a shape; [n] if none is given. */
    public static PtNDArray of(PtNDManager owner, float[] values, long... shape) {
        return (PtNDArray) (shape.length == 0 ? owner.create(values) : owner.create(values, new Shape(shape)));
    }

    /** A float32 array of zeros. */
    public static PtNDArray zeros(PtNDManager owner, long... shape) {
        return (PtNDArray) owner.zeros(new Shape(shape), DataType.FLOAT32);
    }

    /** An uninitialised float32 array of a shape. */
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
     * @param offset index of the first value to write
     * @param count number of {@code values} to write
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
     * @param offset index of the first value to read
     * @param values receives the values from index 0
     * @param count number of values
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
