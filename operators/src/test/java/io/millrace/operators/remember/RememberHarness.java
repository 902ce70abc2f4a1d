package io.millrace.operators.remember;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.model.Passage;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.testkit.Stream;
import io.millrace.state.StateNames;
import io.millrace.state.codec.Types;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The remember operator on RocksDB, with access to its state. */
@SuppressWarnings("try") // Flink's close may be interrupted.
final class RememberHarness extends KeyedOneInputStreamOperatorTestHarness<String, Passage, Passage> {
    private final Duration ttl;

    RememberHarness(MemoryConfig memory) throws Exception {
        this(memory, new HashParts(1, 0, 0, 100));
    }

    RememberHarness(MemoryConfig memory, HashMethods methods) throws Exception {
        this(memory, new HashParts(1, 0, 0, 100, methods));
    }

    RememberHarness(MemoryConfig memory, HashParts parts) throws Exception {
        super(
                new KeyedProcessOperator<>(new RememberFunction(
                        parts, Stream.settings(Path.of("none"), memory, Duration.ZERO), FaultPlan.NONE)),
                passage -> passage.visit().prompt().queryId(),
                org.apache.flink.api.common.typeinfo.Types.STRING);
        ttl = memory.ttl();
        setStateBackend(new EmbeddedRocksDBStateBackend(false));
        setup(Types.PASSAGE.createSerializer(getExecutionConfig().getSerializerConfig()));
    }

    /** Sets the time, in epoch milliseconds. */
    void at(long time) throws Exception {
        setStateTtlProcessingTime(time);
        setProcessingTime(time);
    }

    /** The trajectories of a query that have not expired, by number. */
    SortedMap<Long, Trajectory> trajectories(String query) throws Exception {
        MapState<Long, Trajectory> state = state(query, descriptor());
        SortedMap<Long, Trajectory> all = new TreeMap<>();
        for (Map.Entry<Long, Trajectory> entry : state.entries()) {
            all.put(entry.getKey(), entry.getValue());
        }
        return all;
    }

    /** Makes RocksDB compact the trajectories, which removes expired ones. */
    void compactTrajectories() throws Exception {
        rocks().compactState(descriptor());
    }

    /** The number of entries in RocksDB, including expired ones. */
    int entries() {
        return rocks().numKeyValueStateEntries();
    }

    private RocksDBKeyedStateBackend<?> rocks() {
        return (RocksDBKeyedStateBackend<?>) getOperator().getKeyedStateBackend();
    }

    private MapStateDescriptor<Long, Trajectory> descriptor() {
        MapStateDescriptor<Long, Trajectory> descriptor = new MapStateDescriptor<>(
                StateNames.TRAJECTORIES, org.apache.flink.api.common.typeinfo.Types.LONG, Types.TRAJECTORY);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
        return descriptor;
    }

    /** The stored index of a query. */
    MemoryIndex index(String query) throws Exception {
        ValueState<MemoryIndex> state = state(query, new ValueStateDescriptor<>(StateNames.MEMORY_INDEX, Types.INDEX));
        return state.value();
    }

    QueryStatistics statistics(String query) throws Exception {
        ValueState<QueryStatistics> state =
                state(query, new ValueStateDescriptor<>(StateNames.QUERY_STATISTICS, Types.QUERY_STATISTICS));
        return state.value();
    }

    private <S extends State> S state(String query, StateDescriptor<S, ?> descriptor) throws Exception {
        getOperator().setCurrentKey(query);
        return getOperator()
                .getKeyedStateBackend()
                .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
    }
}
