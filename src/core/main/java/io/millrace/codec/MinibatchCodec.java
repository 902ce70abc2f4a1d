package io.millrace.codec;

import io.millrace.model.GroupStatistics;
import io.millrace.model.Mean;
import io.millrace.model.Minibatch;
import io.millrace.model.PromptVisit;
import io.millrace.ordered.OrderedMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@link Minibatch} as bytes. Version 1 has no time, and its visit ends have no policy steps. Version 2 has visits
 * without priority, version 3 rows without roles of tokens. */
public final class MinibatchCodec implements Codec<Minibatch> {
    private static final TrainingRowCodec ROW = new TrainingRowCodec();

    @Override
    public int version() {
        return 4;
    }

    @Override
    public void write(Minibatch minibatch, DataOutput out) throws IOException {
        Fields.writeNumber(minibatch.shard(), out);
        Fields.writeNumber(minibatch.sequence(), out);
        Fields.writeNumber(minibatch.round(), out);
        out.writeBoolean(minibatch.closes());
        Fields.writeEnum(minibatch.kind(), out);
        Fields.writeList(minibatch.rows(), ROW::write, out);
        Fields.writeList(minibatch.ends(), PassageCodec::writeEnd, out);
        writeStatistics(minibatch.groups(), out);
        Fields.writeNumber(minibatch.dropped(), out);
        Fields.writeNumber(minibatch.time(), out);
    }

    @Override
    public Minibatch read(int version, DataInput in) throws IOException {
        return new Minibatch(
                (int) Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                in.readBoolean(),
                Fields.readEnum(Minibatch.Kind.class, in),
                Fields.readList(i -> ROW.read(rowVersion(version), i), in),
                Fields.readList(i -> PassageCodec.readEnd(version, i), in),
                readStatistics(in),
                (int) Fields.readNumber(in),
                version == 1 ? PromptVisit.UNKNOWN_TIME : Fields.readNumber(in));
    }

    /** Rows in a minibatch carry no version of their own. */
    private static int rowVersion(int version) {
        return version <= 3 ? 1 : 2;
    }

    private static void writeStatistics(GroupStatistics groups, DataOutput out) throws IOException {
        Fields.writeNumber(groups.groups(), out);
        Fields.writeNumber(groups.responses(), out);
        Fields.writeNumber(groups.ungraded(), out);
        out.writeDouble(groups.reward());
        Fields.writeNumber(groups.correct(), out);
        Fields.writeNumber(groups.tokens(), out);
        out.writeDouble(groups.entropy());
        Fields.writeNumber(groups.entropyTokens(), out);
        Fields.writeNumber(groups.truncated(), out);
        Fields.writeNumber(groups.solvedAll(), out);
        Fields.writeNumber(groups.solvedNone(), out);
        Fields.writeNumber(groups.zeroAdvantages(), out);
        Fields.writeNumber(groups.staleness(), out);
        Fields.writeNumber(groups.maxStaleness(), out);
        Fields.writeNumber(groups.replays(), out);
        Fields.writeList(List.copyOf(groups.rewards().entrySet()), MinibatchCodec::writeReward, out);
        Fields.writeList(List.copyOf(groups.figures().entrySet()), MinibatchCodec::writeFigure, out);
    }

    private static void writeReward(Map.Entry<String, Double> reward, DataOutput out) throws IOException {
        Fields.writeText(reward.getKey(), out);
        out.writeDouble(reward.getValue());
    }

    private static void writeFigure(Map.Entry<String, Mean> figure, DataOutput out) throws IOException {
        Fields.writeText(figure.getKey(), out);
        out.writeDouble(figure.getValue().sum());
        Fields.writeNumber(figure.getValue().count(), out);
    }

    private static Map.Entry<String, Mean> readFigure(DataInput in) throws IOException {
        return Map.entry(Fields.readText(in), new Mean(in.readDouble(), Fields.readNumber(in)));
    }

    private static GroupStatistics readStatistics(DataInput in) throws IOException {
        return new GroupStatistics(
                Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                in.readDouble(),
                Fields.readNumber(in),
                Fields.readNumber(in),
                in.readDouble(),
                Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                readMap(i -> Map.entry(Fields.readText(i), i.readDouble()), in),
                readMap(MinibatchCodec::readFigure, in));
    }

    private static <V> Map<String, V> readMap(Fields.Reader<Map.Entry<String, V>> entry, DataInput in)
            throws IOException {
        return Fields.readList(entry, in).stream()
                .collect(OrderedMap.collector(Map.Entry::getKey, Map.Entry::getValue));
    }
}
