package io.millrace.memory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What is remembered of one query. */
public interface TrajectoryMemory {
    /** The query's statistics; {@link QueryStatistics#NONE} before its first visit. */
    QueryStatistics statistics() throws IOException;

    /** Replaces the query's statistics. */
    void update(QueryStatistics statistics) throws IOException;

    /**
     * What may be read now: nothing that has expired or is over age. Reads no trajectory.
     *
     * @param newestVersion number of the newest policy version known, which age is counted from
     */
    MemoryIndex index(long newestVersion) throws IOException;

    /** A remembered trajectory; empty if it has expired since the index was read. */
    Optional<Trajectory> read(IndexEntry entry) throws IOException;

    /**
     * Offers the trajectories of a visit, of which the retention policy keeps some, in the place of older ones or not at all.
     *
     * @param newestVersion number of the newest policy version known, which age is counted from
     * @return how many remembered ones were evicted, those offered and not kept included
     */
    int remember(List<Trajectory> trajectories, long newestVersion) throws IOException;
}
