package io.millrace.codec;

import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Reflections;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link QueryStatistics} as bytes. */
public final class QueryStatisticsCodec implements Codec<QueryStatistics> {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(QueryStatistics statistics, DataOutput out) throws IOException {
        Fields.writeNumber(statistics.visits(), out);
        Fields.writeNumber(statistics.responses(), out);
        Fields.writeNumber(statistics.correct(), out);
        out.writeDouble(statistics.meanReward());
        out.writeDouble(statistics.recentReward());
        Fields.writeNumber(statistics.solveAllRun(), out);
        Fields.writeNumber(statistics.solveNoneRun(), out);
        out.writeLong(statistics.lastVersion());
        Reflections reflections = statistics.reflections();
        Fields.writeNumber(reflections.sent(), out);
        Fields.writeNumber(reflections.tried(), out);
        Fields.writeNumber(reflections.won(), out);
        out.writeLong(reflections.lastVisit());
        out.writeBoolean(reflections.waiting());
    }

    @Override
    public QueryStatistics read(int version, DataInput in) throws IOException {
        return new QueryStatistics(
                Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                in.readDouble(),
                in.readDouble(),
                Fields.readNumber(in),
                Fields.readNumber(in),
                in.readLong(),
                readReflections(in));
    }

    private static Reflections readReflections(DataInput in) throws IOException {
        return new Reflections(
                Fields.readNumber(in), Fields.readNumber(in), Fields.readNumber(in), in.readLong(), in.readBoolean());
    }
}
