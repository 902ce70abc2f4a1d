package io.millrace.state;

import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.state.codec.Types;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * The memory of the current key, a query: its newest trajectories and its statistics.
 *
 * <p>Trajectories are numbered as they come; the map holds the last {@code capacity} numbers, so writing one and evicting one
 * are a put and a remove, whatever the length of the history. What a larger capacity left behind goes with the first trajectory
 * that is written after it. Statistics are over all visits and never expire.
 */
public final class FlinkTrajectoryMemory {
    private static final int COMPACTION_QUERY_INTERVAL = 1000;

    private final int capacity;
    private final MapState<Long, Trajectory> trajectories;
    private final ValueState<Long> count;
    private final ValueState<QueryStatistics> statistics;

    /**
     * @param capacity trajectories kept for each query; 0 remembers statistics only
     * @param ttl after which a trajectory is forgotten
     */
    public FlinkTrajectoryMemory(RuntimeContext context, int capacity, Duration ttl) {
        this.capacity = capacity;
        MapStateDescriptor<Long, Trajectory> descriptor = new MapStateDescriptor<>(
                StateNames.TRAJECTORIES, org.apache.flink.api.common.typeinfo.Types.LONG, Types.TRAJECTORY);
        descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl)
                .cleanupInRocksdbCompactFilter(COMPACTION_QUERY_INTERVAL)
                .build());
        trajectories = context.getMapState(descriptor);
        count = context.getState(new ValueStateDescriptor<>(
                StateNames.TRAJECTORY_COUNT, org.apache.flink.api.common.typeinfo.Types.LONG));
        statistics = context.getState(new ValueStateDescriptor<>(StateNames.QUERY_STATISTICS, Types.QUERY_STATISTICS));
    }

    /**
     * Remembers a trajectory.
     *
     * @return how many older ones made room
     */
    public int remember(Trajectory trajectory) throws Exception {
        if (capacity == 0) {
            return 0;
        }
        Long before = count.value();
        long number = before == null ? 0 : before;
        trajectories.put(number, trajectory);
        count.update(number + 1);
        if (number < capacity) {
            return 0;
        }
        trajectories.remove(number - capacity);
        return 1 + removeDownFrom(number - capacity - 1);
    }

    /** Numbers have no gaps but below the oldest, so the first that is missing ends the search. */
    private int removeDownFrom(long number) throws Exception {
        int removed = 0;
        for (long old = number; old >= 0 && trajectories.contains(old); old--) {
            trajectories.remove(old);
            removed++;
        }
        return removed;
    }

    /** The remembered trajectories, in no particular order. */
    public Iterable<Trajectory> history() throws Exception {
        return trajectories.values();
    }

    /** The query's statistics; those of a query never visited if there are none. */
    public QueryStatistics statistics() throws IOException {
        QueryStatistics current = statistics.value();
        return current == null ? QueryStatistics.NONE : current;
    }

    /** Replaces the query's statistics. */
    public void update(QueryStatistics statistics) throws IOException {
        this.statistics.update(statistics);
    }
}
