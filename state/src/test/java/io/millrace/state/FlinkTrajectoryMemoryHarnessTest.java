package io.millrace.state;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.TrajectoryMemory;
import io.millrace.memory.TrajectoryMemoryContract;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The memory on RocksDB in a test operator. */
class FlinkTrajectoryMemoryHarnessTest extends TrajectoryMemoryContract {
    private static final long RUN_SEED = 1;

    private final Clock clock = new Clock();
    private @Nullable KeyedOneInputStreamOperatorTestHarness<String, String, String> harness;
    private @Nullable Memory memory;

    private static final class Clock {
        private long now;
    }

    /** Gives the test access to the memory; the test sets the key. */
    private static final class Memory extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1;
        private final transient MemoryConfig config;
        private final transient Clock clock;
        private transient @Nullable FlinkTrajectoryMemory opened;

        Memory(MemoryConfig config, Clock clock) {
            this.config = config;
            this.clock = clock;
        }

        @Override
        public void open(OpenContext context) {
            opened = new FlinkTrajectoryMemory(getRuntimeContext(), config, RUN_SEED, () -> clock.now);
        }

        @Override
        public void processElement(String query, Context context, Collector<String> out) {
            throw new IllegalStateException("the test accesses the memory itself");
        }
    }

    @Override
    protected void open(MemoryConfig config) throws Exception {
        memory = new Memory(config, clock);
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(memory), query -> query, Types.STRING);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
        at(0);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @Override
    protected TrajectoryMemory of(String query) {
        requireNonNull(harness).getOperator().setCurrentKey(query);
        return requireNonNull(requireNonNull(memory).opened).of(query);
    }

    @Override
    protected void at(long time) throws Exception {
        clock.now = time;
        requireNonNull(harness).setStateTtlProcessingTime(time);
    }
}
