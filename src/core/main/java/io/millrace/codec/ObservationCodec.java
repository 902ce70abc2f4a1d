package io.millrace.codec;

import io.millrace.model.Collapse;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Verdict;
import io.millrace.model.VisitEnd;
import io.millrace.window.EndObservation;
import io.millrace.window.GroupObservation;
import io.millrace.window.Observation;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link Observation} as bytes; sent between stages, never in state. */
public final class ObservationCodec implements Codec<Observation> {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Observation value, DataOutput out) throws IOException {
        out.writeBoolean(value instanceof GroupObservation);
        Fields.writeNumber(value.time(), out);
        Fields.writeText(value.source(), out);
        Fields.writeText(value.task(), out);
        out.writeLong(value.policy().from());
        out.writeLong(value.policy().to());
        if (value instanceof GroupObservation group) {
            Fields.writeText(group.query(), out);
            Fields.writeNumber(group.visit(), out);
            out.writeBoolean(group.reflection());
            Fields.writeEnum(group.collapse(), out);
            Fields.writeList(group.responses(), ObservationCodec::write, out);
        } else if (value instanceof EndObservation end) {
            Fields.writeEnum(end.end(), out);
            out.writeBoolean(end.zeroAdvantage());
            Fields.writeList(end.staleness(), Fields::writeNumber, out);
            Fields.writeList(end.rewards(), ObservationCodec::writeRewards, out);
        }
    }

    private static void write(GroupObservation.Response response, DataOutput out) throws IOException {
        Fields.writeNumber(response.sample(), out);
        Fields.writeEnum(response.origin(), out);
        Fields.writeEnum(response.verdict(), out);
        Fields.writeText(response.reason(), out);
        out.writeBoolean(response.truncated());
        Fields.writeNumber(response.length(), out);
        Fields.writeText(response.mode(), out);
        out.writeDouble(response.entropy());
        Fields.writeNumber(response.step(), out);
        writeRewards(response.rewards(), out);
    }

    private static void writeRewards(Map<String, Double> rewards, DataOutput out) throws IOException {
        Fields.writeNumber(rewards.size(), out);
        for (Map.Entry<String, Double> reward : rewards.entrySet()) {
            Fields.writeText(reward.getKey(), out);
            out.writeDouble(reward.getValue());
        }
    }

    @Override
    public Observation read(int version, DataInput in) throws IOException {
        boolean group = in.readBoolean();
        long time = Fields.readNumber(in);
        String source = Fields.readText(in);
        String task = Fields.readText(in);
        PolicySteps policy = new PolicySteps(in.readLong(), in.readLong());
        return group
                ? new GroupObservation(
                        time,
                        source,
                        task,
                        Fields.readText(in),
                        Fields.readNumber(in),
                        in.readBoolean(),
                        Fields.readEnum(Collapse.class, in),
                        policy,
                        Fields.readList(ObservationCodec::readResponse, in))
                : new EndObservation(
                        time,
                        source,
                        task,
                        policy,
                        Fields.readEnum(VisitEnd.Kind.class, in),
                        in.readBoolean(),
                        Fields.readList(Fields::readNumber, in),
                        Fields.readList(ObservationCodec::readRewards, in));
    }

    private static GroupObservation.Response readResponse(DataInput in) throws IOException {
        return new GroupObservation.Response(
                Fields.readLength(in),
                Fields.readEnum(Origin.class, in),
                Fields.readEnum(Verdict.Kind.class, in),
                Fields.readText(in),
                in.readBoolean(),
                Fields.readLength(in),
                Fields.readText(in),
                in.readDouble(),
                Fields.readNumber(in),
                readRewards(in));
    }

    private static Map<String, Double> readRewards(DataInput in) throws IOException {
        int count = Fields.readLength(in);
        Map<String, Double> rewards = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            rewards.put(Fields.readText(in), in.readDouble());
        }
        return rewards;
    }
}
