package io.millrace.jobs.inspect;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.Trajectory;
import io.millrace.state.Descriptors;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line for every trajectory, of one query or of all, and {@link TrajectoryLine#NONE} for every query: Flink
 * takes a reader that emits nothing for a key to be at its end (2.3, KeyedStateInputFormat).
 */
final class TrajectoryReader extends KeyedStateReaderFunction<String, TrajectoryLine> {
    private static final long serialVersionUID = 1;

    private final @Nullable String only;
    private transient MapState<Long, Trajectory> trajectories;
    private transient ValueState<MemoryIndex> index;

    TrajectoryReader(Optional<String> only) {
        this.only = only.orElse(null);
    }

    @Override
    public void open(OpenContext context) {
        trajectories = getRuntimeContext().getMapState(Descriptors.trajectories(SavedMemory.UNLIMITED));
        index = getRuntimeContext().getState(Descriptors.index());
    }

    @Override
    public void readKey(String query, Context context, Collector<TrajectoryLine> out) throws Exception {
        out.collect(TrajectoryLine.NONE);
        if (only != null && !only.equals(query)) {
            return;
        }
        MemoryIndex known = index.value();
        if (known == null) {
            return; // No trajectory of this query was remembered.
        }
        for (IndexEntry entry : known.entries()) {
            Trajectory trajectory = trajectories.get(entry.number());
            if (trajectory != null) { // Absent if it has expired.
                out.collect(TrajectoryLine.of(query, entry.number(), trajectory, entry.time()));
            }
        }
    }
}
