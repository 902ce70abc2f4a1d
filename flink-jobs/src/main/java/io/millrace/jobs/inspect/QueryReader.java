package io.millrace.jobs.inspect;

import io.millrace.codec.TrajectoryCodec;
import io.millrace.codec.Versioned;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.model.PromptKind;
import io.millrace.state.Descriptors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;

/** Reads a line for every query from keyed state. */
final class QueryReader extends KeyedStateReaderFunction<String, QueryLine> {
    private static final long serialVersionUID = 1;
    private static final TrajectoryCodec CODEC = new TrajectoryCodec();

    private transient MapState<Long, Trajectory> trajectories;
    private transient ValueState<QueryStatistics> statistics;

    @Override
    public void open(OpenContext context) {
        trajectories = getRuntimeContext().getMapState(Descriptors.trajectories(SavedMemory.UNLIMITED));
        statistics = getRuntimeContext().getState(Descriptors.statistics());
    }

    @Override
    public void readKey(String query, Context context, Collector<QueryLine> out) throws Exception {
        QueryStatistics all = statistics.value();
        int correct = 0;
        int wrong = 0;
        int reflected = 0;
        long[] size = new long[2];
        for (Trajectory trajectory : trajectories.values()) {
            boolean right = trajectory.response().correct();
            correct += right ? 1 : 0;
            wrong += right ? 0 : 1;
            reflected += trajectory.response().response().context() == PromptKind.REFLECTION ? 1 : 0;
            size[0] += trajectory.response().response().length();
            size[1] += Versioned.toBytes(CODEC, trajectory).length;
        }
        QueryStatistics known = all == null ? QueryStatistics.NONE : all;
        out.collect(QueryLine.of(query, known, correct, wrong, reflected, size));
    }
}
