package io.millrace.testkit;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Retention;
import io.millrace.memory.Trajectory;
import io.millrace.memory.TrajectoryMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The memory of one query on the heap, by the rules of {@link Retention}. */
public final class MemoryInMemory implements TrajectoryMemory {
    private final String query;
    private final MemoryConfig config;
    private final Retention retention;
    private final Map<Long, Trajectory> trajectories = new HashMap<>();
    private final List<Long> reads = new ArrayList<>();
    private QueryStatistics statistics = QueryStatistics.NONE;
    private MemoryIndex index = MemoryIndex.EMPTY;
    private long now;

    public MemoryInMemory(String query, MemoryConfig config) {
        this.query = query;
        this.config = config;
        this.retention = config.rule(1);
    }

    /** Keeps the newest trajectories of each kind completely and without expiry. */
    public static MemoryInMemory of(String query, int correct, int wrong) {
        return new MemoryInMemory(
                query, new MemoryConfig(correct, wrong, Retention.Rule.NEWEST, Duration.ofDays(36_500), 0, true, true));
    }

    /** Sets the time, in epoch milliseconds; it does not advance by itself. */
    public void at(long time) {
        now = time;
    }

    /** Numbers of the trajectories that were read, in order. */
    public List<Long> reads() {
        return List.copyOf(reads);
    }

    @Override
    public QueryStatistics statistics() {
        return statistics;
    }

    @Override
    public void update(QueryStatistics updated) {
        statistics = updated;
    }

    @Override
    public MemoryIndex index(long newestVersion) {
        return retention.withinMaxAge(index.at(now, config.ttl()), newestVersion);
    }

    @Override
    public Optional<Trajectory> read(IndexEntry entry) {
        reads.add(entry.number());
        boolean here = index.at(now, config.ttl()).entries().stream().anyMatch(e -> e.number() == entry.number());
        return here ? Optional.ofNullable(trajectories.get(entry.number())) : Optional.empty();
    }

    @Override
    public int remember(List<Trajectory> offered, long newestVersion) {
        MemoryIndex before = index.at(now, config.ttl());
        List<IndexEntry> entries = new ArrayList<>();
        for (Trajectory trajectory : offered) {
            long number = before.next() + entries.size();
            entries.add(IndexEntry.of(number, trajectory, now));
            trajectories.put(number, trajectory.keeping(config.logProbs(), config.entropies()));
        }
        Retention.Change change = retention.offer(query, before, entries, newestVersion);
        index = change.index();
        trajectories
                .keySet()
                .retainAll(index.entries().stream().map(IndexEntry::number).toList());
        return change.evicted();
    }
}
