package io.millrace.codec;

import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link Minibatch} as bytes. */
public final class MinibatchCodec implements Codec<Minibatch> {
    private static final TrainingRowCodec ROW = new TrainingRowCodec();

    /** Rows lie in a minibatch without a version of their own: this is the one that they have in version 1 of a minibatch. */
    private static final int ROW_VERSION = 1;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Minibatch minibatch, DataOutput out) throws IOException {
        Fields.writeNumber(minibatch.shard(), out);
        Fields.writeNumber(minibatch.sequence(), out);
        Fields.writeEnum(minibatch.kind(), out);
        Fields.writeList(minibatch.rows(), ROW::write, out);
        Fields.writeList(minibatch.ends(), PassageCodec::writeEnd, out);
        writeStatistics(minibatch.groups(), out);
    }

    @Override
    public Minibatch read(int version, DataInput in) throws IOException {
        return new Minibatch(
                (int) Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readEnum(Minibatch.Kind.class, in),
                Fields.readList(i -> ROW.read(ROW_VERSION, i), in),
                Fields.readList(PassageCodec::readEnd, in),
                readStatistics(in));
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
