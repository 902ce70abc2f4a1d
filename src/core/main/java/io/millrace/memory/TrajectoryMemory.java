package io.millrace.memory;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The memory of one query. */
public interface TrajectoryMemory {
    /** The query's statistics; {@link QueryStatistics#NONE} before its first visit. */
    QueryStatistics statistics() throws IOException;

    /** Replaces the query's statistics. */
    void update(QueryStatistics statistics) throws IOException;

    /**
     * The index of the trajectories that can be read now, without expired ones and those above the maximum age. Reads no
     * trajectory.
     *
     * @param newestVersion number of the newest policy version known, the reference for ages
     */
    MemoryIndex index(long newestVersion) throws IOException;

    /** A remembered trajectory; empty if it has expired since the index was read. */
    Optional<Trajectory> read(IndexEntry entry) throws IOException;

    /**
     * Offers the trajectories of a visit. The retention policy decides which of them are kept and which older ones are evicted.
     *
     * @param newestVersion number of the newest policy version known, the reference for ages
     * @return the number of evicted trajectories, including offered ones that were not kept
     */
    int remember(List<Trajectory> trajectories, long newestVersion) throws IOException;
}
