package io.millrace.state;

import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.state.codec.Types;
import java.time.Duration;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** State descriptors of a query's memory, shared by the code that writes it and the code that inspects it. */
public final class Descriptors {
    private static final TypeInformation<Long> NUMBER = org.apache.flink.api.common.typeinfo.Types.LONG;
    private static final int COMPACTION_QUERY_INTERVAL = 1000;

    private Descriptors() {}

    /** @param ttl time after which a trajectory expires */
    public static MapStateDescriptor<Long, Trajectory> trajectories(Duration ttl) {
        MapStateDescriptor<Long, Trajectory> descriptor =
                new MapStateDescriptor<>(StateNames.TRAJECTORIES, NUMBER, Types.TRAJECTORY);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl)
                .cleanupInRocksdbCompactFilter(COMPACTION_QUERY_INTERVAL)
                .build());
        return descriptor;
    }

    public static ValueStateDescriptor<MemoryIndex> index() {
        return new ValueStateDescriptor<>(StateNames.MEMORY_INDEX, Types.INDEX);
    }

    public static ValueStateDescriptor<QueryStatistics> statistics() {
        return new ValueStateDescriptor<>(StateNames.QUERY_STATISTICS, Types.QUERY_STATISTICS);
    }

    /** The descriptor of a number. */
    public static ValueStateDescriptor<Long> number(String name) {
        return new ValueStateDescriptor<>(name, NUMBER);
    }
}
