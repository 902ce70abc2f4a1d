package io.millrace.pipeline;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.memory.TrajectoryMemory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The memory of one query as a list that evicts only on request; records its calls. */
public final class ListMemory implements TrajectoryMemory {
    final List<Trajectory> trajectories = new ArrayList<>();
    final Set<Long> expired = new HashSet<>();
    final List<String> calls = new ArrayList<>();
    QueryStatistics statistics = QueryStatistics.NONE;
    long newestVersion = -1;
    int evicts;

    @Override
    public QueryStatistics statistics() {
        calls.add("statistics");
        return statistics;
    }

    @Override
    public void update(QueryStatistics now) {
        calls.add("update");
        statistics = now;
    }

    @Override
    public MemoryIndex index(long newest) {
        calls.add("index");
        List<IndexEntry> entries = new ArrayList<>();
        for (int number = 0; number < trajectories.size(); number++) {
            entries.add(entry(number, trajectories.get(number)));
        }
        return new MemoryIndex(entries, entries.size());
    }

    private static IndexEntry entry(long number, Trajectory trajectory) {
        var graded = trajectory.response();
        return new IndexEntry(
                number,
                trajectory.visit(),
                graded.verdict().kind(),
                (float) graded.reward(),
                graded.response().length(),
                graded.response().oldestVersion(),
                graded.response().context(),
                graded.response().finish(),
                0,
                0);
    }

    @Override
    public Optional<Trajectory> read(IndexEntry entry) {
        calls.add("read " + entry.number());
        return expired.contains(entry.number())
                ? Optional.empty()
                : Optional.of(trajectories.get((int) entry.number()));
    }

    @Override
    public int remember(List<Trajectory> offered, long newest) {
        calls.add("remember " + offered.size());
        trajectories.addAll(offered);
        newestVersion = newest;
        return evicts;
    }
}
