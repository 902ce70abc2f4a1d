package io.millrace.codec;

import io.millrace.model.GroupStatistics;
import io.millrace.model.Mean;
import io.millrace.model.Minibatch;
import io.millrace.ordered.OrderedMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@link Minibatch} as bytes. */
public final class MinibatchCodec implements Codec<Minibatch> {
    private static final TrainingRowCodec ROW = new TrainingRowCodec();

    /** Rows lie in a minibatch without a version of their own: this is the one that they have in version 1 of a minibatch. */
    private static final int ROW_VERSION = 1;

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
    }

    @Override
    public Minibatch read(int version, DataInput in) throws IOException {
        if (version == 1) {
            return readFirstForm(in);
        }
        return new Minibatch(
                (int) Fields.readNumber(in),
                Fields.readNumber(in),
                Fields.readNumber(in),
                in.readBoolean(),
                Fields.readEnum(Minibatch.Kind.class, in),
                Fields.readList(i -> ROW.read(ROW_VERSION, i), in),
                Fields.readList(version < 4 ? PassageCodec::readFirstEnd : PassageCodec::readEnd, in),
                version == 2 ? readStatistics(in) : readBreakdown(readStatistics(in), in),
                (int) Fields.readNumber(in));
    }

    /** In the first form, rounds had one minibatch each, and statistics were means. */
    private static Minibatch readFirstForm(DataInput in) throws IOException {
        int shard = (int) Fields.readNumber(in);
        long sequence = Fields.readNumber(in);
        Minibatch.Kind kind = Fields.readEnum(Minibatch.Kind.class, in);
        return new Minibatch(
                shard,
                sequence,
                sequence,
                true,
                kind,
                Fields.readList(i -> ROW.read(ROW_VERSION, i), in),
                Fields.readList(PassageCodec::readFirstEnd, in),
                readMeans(in),
                0);
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

    /** Before the third form there was no breakdown of the reward, and there were no figures of a batch. */
    private static GroupStatistics readBreakdown(GroupStatistics groups, DataInput in) throws IOException {
        Map<String, Double> rewards = Fields.readList(i -> Map.entry(Fields.readText(i), i.readDouble()), in).stream()
                .collect(OrderedMap.collector(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, Mean> figures = Fields.readList(MinibatchCodec::readFigure, in).stream()
                .collect(OrderedMap.collector(Map.Entry::getKey, Map.Entry::getValue));
        return groups.with(rewards, figures);
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
                Map.of(),
                Map.of());
    }

    /** Means over nothing were NaN, which rounds to 0; the mean entropy is taken to be over all tokens. */
    private static GroupStatistics readMeans(DataInput in) throws IOException {
        long groups = Fields.readNumber(in);
        long responses = Fields.readNumber(in);
        long ungraded = Fields.readNumber(in);
        double reward = responses == 0 ? skip(in) : responses * in.readDouble();
        long correct = Math.round(responses * in.readDouble());
        long tokens = Math.round(responses * in.readDouble());
        double entropy = in.readDouble();
        boolean known = Double.isFinite(entropy);
        return new GroupStatistics(
                groups,
                responses,
                ungraded,
                reward,
                correct,
                tokens,
                known ? tokens * entropy : 0,
                known ? tokens : 0,
                Math.round(responses * in.readDouble()),
                Math.round(groups * in.readDouble()),
                Math.round(groups * in.readDouble()),
                Math.round(groups * in.readDouble()),
                Math.round(responses * in.readDouble()),
                Fields.readNumber(in),
                0,
                Map.of(),
                Map.of());
    }

    private static double skip(DataInput in) throws IOException {
        in.readDouble();
        return 0;
    }
}
