package io.millrace.codec;

import io.millrace.model.GroupStatistics;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.TrainingRow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link Minibatch} as bytes. */
public final class MinibatchCodec implements Codec<Minibatch> {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Minibatch minibatch, DataOutput out) throws IOException {
        Fields.writeNumber(minibatch.shard(), out);
        Fields.writeNumber(minibatch.sequence(), out);
        Fields.writeEnum(minibatch.kind(), out);
        Fields.writeList(minibatch.rows(), MinibatchCodec::writeRow, out);
        Fields.writeList(minibatch.ends(), PassageCodec::writeEnd, out);
        writeStatistics(minibatch.groups(), out);
    }

    @Override
    public Minibatch read(int version, DataInput in) throws IOException {
        return new Minibatch(
                (int) Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readEnum(Minibatch.Kind.class, in),
                Fields.readList(MinibatchCodec::readRow, in),
                Fields.readList(PassageCodec::readEnd, in),
                readStatistics(in));
    }

    private static void writeRow(TrainingRow row, DataOutput out) throws IOException {
        Fields.writeText(row.queryId(), out);
        Fields.writeNumber(row.visit(), out);
        Fields.writeNumber(row.sample(), out);
        Fields.writeNumber(row.step(), out);
        Fields.writeTokens(row.prompt(), out);
        Fields.writeTokens(row.response(), out);
        Fields.writeEnum(row.behaviour().scale(), out);
        Fields.writeFloats(row.behaviour().values(), out);
        Fields.writeFloats(row.advantages(), out);
        Fields.writeEnum(row.origin(), out);
    }

    private static TrainingRow readRow(DataInput in) throws IOException {
        return new TrainingRow(
                Fields.readText(in),
                Fields.readNumber(in),
                (int) Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readTokens(in),
                Fields.readTokens(in),
                new LogProbs(Fields.readEnum(LogProbs.Scale.class, in), Fields.readFloats(in)),
                Fields.readFloats(in),
                Fields.readEnum(Origin.class, in));
    }

    private static void writeStatistics(GroupStatistics groups, DataOutput out) throws IOException {
        Fields.writeNumber(groups.groups(), out);
        Fields.writeNumber(groups.responses(), out);
        Fields.writeNumber(groups.ungraded(), out);
        out.writeDouble(groups.meanReward());
        out.writeDouble(groups.accuracy());
        out.writeDouble(groups.meanTokens());
        out.writeDouble(groups.meanEntropy());
        out.writeDouble(groups.truncated());
        out.writeDouble(groups.solveAll());
        out.writeDouble(groups.solveNone());
        out.writeDouble(groups.zeroAdvantage());
        out.writeDouble(groups.meanStaleness());
        Fields.writeNumber(groups.maxStaleness(), out);
    }

    private static GroupStatistics readStatistics(DataInput in) throws IOException {
        return new GroupStatistics(
                (int) Fields.readNumber(in),
                (int) Fields.readNumber(in),
                (int) Fields.readNumber(in),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                Fields.readNumber(in));
    }
}
