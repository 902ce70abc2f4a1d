package io.millrace.torch.sample;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.huggingface.ModelConfig;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.Tensors;
import io.millrace.torch.TorchScriptProgram;

/**
 * Keys and values of the rows of a batch, [layers, rows, kv heads, columns, head dimension] each. Grows by doubling and
 * never shrinks. Entries that no live row has written are 0 or left over from an earlier row, but always finite:
 * attention multiplies them by 0.
 */
final class KvCache implements AutoCloseable {
    private static final int COLUMNS = 64;

    private final ModelConfig config;
    private final TorchScriptProgram program;
    private PtNDManager manager;
    private PtNDArray keys;
    private PtNDArray values;
    private int rows = 1;
    private int columns = COLUMNS;

    KvCache(ModelConfig config, TorchScriptProgram program) {
        this.config = config;
        this.program = program;
        manager = EngineRuntime.newManager();
        keys = allocate(manager);
        values = allocate(manager);
    }

    PtNDArray keys() {
        return keys;
    }

    PtNDArray values() {
        return values;
    }

    /** Capacity in columns. */
    int columns() {
        return columns;
    }

    /** Grows the cache, keeping the first columns of the first rows. */
    void ensure(int neededRows, int neededColumns, int liveRows, int liveColumns) {
        if (neededRows <= rows && neededColumns <= columns) {
            return;
        }
        while (rows < neededRows) {
            rows *= 2;
        }
        while (columns < neededColumns) {
            columns *= 2;
        }
        PtNDManager larger = EngineRuntime.newManager();
        PtNDArray newKeys = allocate(larger);
        PtNDArray newValues = allocate(larger);
        if (liveRows > 0 && liveColumns > 0) {
            program.run(larger, "copy_rows", keys, values, newKeys, newValues, (long) liveRows, (long) liveColumns);
        }
        manager.close();
        manager = larger;
        keys = newKeys;
        values = newValues;
    }

    /** Shifts columns of the first rows. */
    void shift(int liveRows, int from, int to, int count) {
        program.run(manager, "shift", keys, values, (long) liveRows, (long) from, (long) to, (long) count);
    }

    /** Copies one row's columns over another row's. */
    void move(int from, int to, int first, int count) {
        program.run(manager, "move", keys, values, (long) from, (long) to, (long) first, (long) count);
    }

    @Override
    public void close() {
        manager.close();
    }

    private PtNDArray allocate(PtNDManager owner) {
        return Tensors.zeros(owner, config.layers(), rows, config.kvHeads(), columns, config.headDim());
    }
}
