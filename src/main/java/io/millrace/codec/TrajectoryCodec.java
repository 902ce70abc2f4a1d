package io.millrace.codec;

import io.millrace.memory.Trajectory;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * {@link Trajectory} as packed bytes for months at rest: varint ids, half-precision log-probs and entropies.
 *
 * <p>Of the rewards the total is kept, of the versions the oldest: what replay and reflection choose by.
 */
public final class TrajectoryCodec implements Codec<Trajectory> {
    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Trajectory trajectory, DataOutput out) throws IOException {
        GradedResponse graded = trajectory.response();
        Response response = graded.response();
        Fields.writeNumber(trajectory.visit(), out);
        Fields.writeNumber(response.sample(), out);
        Fields.writeNumber(response.oldestVersion(), out);
        Fields.writeNumber(response.oldestStep(), out);
        out.writeByte(graded.verdict().kind().ordinal());
        out.writeByte(response.finish().ordinal());
        out.writeByte(response.origin().ordinal());
        out.writeByte(response.context().ordinal());
        out.writeByte(response.logProbs().scale().ordinal());
        out.writeBoolean(response.entropies().exact());
        out.writeFloat((float) graded.reward());
        Fields.writeTokens(response.tokens(), out);
        writeHalves(response.logProbs().values(), out);
        writeHalves(response.entropies().values(), out);
    }

    @Override
    public Trajectory read(int version, DataInput in) throws IOException {
        long visit = Fields.readNumber(in);
        int sample = (int) Fields.readNumber(in);
        long policy = Fields.readNumber(in);
        long step = Fields.readNumber(in);
        Verdict verdict = new Verdict(Verdict.Kind.values()[in.readByte()], "");
        FinishReason finish = FinishReason.values()[in.readByte()];
        Origin origin = Origin.values()[in.readByte()];
        PromptKind context = PromptKind.values()[in.readByte()];
        LogProbs.Scale scale = LogProbs.Scale.values()[in.readByte()];
        boolean exact = in.readBoolean();
        float reward = in.readFloat();
        var tokens = Fields.readTokens(in);
        Response response = new Response(
                sample,
                tokens,
                new LogProbs(scale, readHalves(in)),
                new Entropies(exact, readHalves(in)),
                finish,
                List.of(new VersionSpan(policy, step, 0, tokens.size())),
                origin,
                context);
        return new Trajectory(visit, new GradedResponse(response, verdict, Rewards.of("total", reward)));
    }

    private static void writeHalves(float[] values, DataOutput out) throws IOException {
        Fields.writeNumber(values.length, out);
        byte[] bytes = new byte[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            short half = Half.of(values[i]);
            bytes[2 * i] = (byte) (half >>> 8);
            bytes[2 * i + 1] = (byte) half;
        }
        out.write(bytes);
    }

    private static float[] readHalves(DataInput in) throws IOException {
        float[] values = new float[Fields.readLength(in)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Half.toFloat(in.readShort());
        }
        return values;
    }
}
