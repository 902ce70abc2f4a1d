package io.millrace.state;

import static java.util.Objects.requireNonNull;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Retention;
import io.millrace.memory.Trajectory;
import io.millrace.memory.TrajectoryMemory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the current key, a query: the index is one small value, and every trajectory is a map entry by number.
 *
 * <p>A visit reads and writes the index, adds the trajectories that were admitted, removes those that were evicted and
 * reads those that are requested: its cost does not grow with the history. Trajectories expire by Flink's time to live,
 * which RocksDB applies during compaction; index entries expire by their time, whenever the index is read. Statistics
 * cover all visits and never expire.
 */
public final class FlinkTrajectoryMemory implements TrajectoryMemory {
    private final MemoryConfig config;
    private final Retention retention;
    private final LongSupplier clock;
    private final MapState<Long, Trajectory> trajectories;
    private final ValueState<MemoryIndex> index;
    private final ValueState<QueryStatistics> statistics;
    private @Nullable String query;

    /**
     * @param seed the seed of the run
     * @param clock processing time, in epoch milliseconds
     */
    public FlinkTrajectoryMemory(RuntimeContext context, MemoryConfig config, long seed, LongSupplier clock) {
        this.config = config;
        this.retention = config.rule(seed);
        this.clock = clock;
        trajectories = context.getMapState(Descriptors.trajectories(config.ttl()));
        index = context.getState(Descriptors.index());
        statistics = context.getState(Descriptors.statistics());
    }

    /**
     * Selects a query and returns this memory.
     *
     * @param key the query's id, which must be the current key
     */
    public TrajectoryMemory of(String key) {
        query = key;
        return this;
    }

    @Override
    public QueryStatistics statistics() throws IOException {
        QueryStatistics current = statistics.value();
        return current == null ? QueryStatistics.NONE : current;
    }

    @Override
    public void update(QueryStatistics now) throws IOException {
        statistics.update(now);
    }

    @Override
    public MemoryIndex index(long newestVersion) throws IOException {
        return retention.withinMaxAge(stored().at(clock.getAsLong(), config.ttl()), newestVersion);
    }

    @Override
    public Optional<Trajectory> read(IndexEntry entry) throws IOException {
        try {
            return Optional.ofNullable(trajectories.get(entry.number()));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("memory: trajectory %d could not be read".formatted(entry.number()), e);
        }
    }

    @Override
    public int remember(List<Trajectory> offered, long newestVersion) throws IOException {
        String key = requireNonNull(query, "query: of(key) must be called first");
        MemoryIndex stored = stored();
        MemoryIndex before = stored.at(clock.getAsLong(), config.ttl());
        List<IndexEntry> entries = new ArrayList<>();
        for (Trajectory trajectory : offered) {
            entries.add(IndexEntry.of(before.next() + entries.size(), trajectory, clock.getAsLong()));
        }
        Retention.Change change = retention.offer(key, before, entries, newestVersion);
        try {
            for (IndexEntry added : change.added()) {
                Trajectory trajectory = offered.get(Math.toIntExact(added.number() - before.next()));
                trajectories.put(added.number(), trajectory.keeping(config.logProbs(), config.entropies()));
            }
            for (IndexEntry gone : stored.without(change.index())) {
                trajectories.remove(gone.number());
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("memory: trajectories of %s could not be written".formatted(key), e);
        }
        index.update(change.index());
        return change.evicted();
    }

    /** The index as stored, including expired entries. */
    private MemoryIndex stored() throws IOException {
        MemoryIndex current = index.value();
        return current == null ? MemoryIndex.EMPTY : current;
    }
}
