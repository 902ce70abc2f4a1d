package io.millrace.codec;

import io.millrace.memory.Trajectory;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.Interaction;
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
 * {@link Trajectory} as packed bytes for long-term storage: varint ids, half-precision log-probs and entropies.
 *
 * <p>Keeps reward components in single precision but no token credit, and only the oldest policy version. In version 1, responses
 * have a single turn.
 */
public final class TrajectoryCodec implements Codec<Trajectory> {
    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(Trajectory trajectory, DataOutput out) throws IOException {
        GradedResponse graded = trajectory.response();
        Response response = graded.response();
        Fields.writeNumber(trajectory.visit(), out);
        Fields.writeNumber(response.sample(), out);
        Fields.writeNumber(response.oldestVersion(), out);
        Fields.writeNumber(response.oldestStep(), out);
        out.writeByte(Code.of(graded.verdict().kind()));
        out.writeByte(Code.of(response.finish()));
        out.writeByte(Code.of(response.origin()));
        out.writeByte(Code.of(response.context()));
        out.writeByte(Code.of(response.logProbs().scale()));
        out.writeBoolean(response.entropies().exact());
        Fields.writeList(graded.rewards().components(), TrajectoryCodec::writeComponent, out);
        Blocks.writeTokens(response.tokens(), out);
        Blocks.writeHalves(response.logProbs().values(), out);
        Blocks.writeHalves(response.entropies().values(), out);
        InteractionFields.write(response.interaction(), out);
    }

    @Override
    public Trajectory read(int version, DataInput in) throws IOException {
        long visit = Fields.readNumber(in);
        int sample = (int) Fields.readNumber(in);
        long policy = Fields.readNumber(in);
        long step = Fields.readNumber(in);
        Verdict verdict = new Verdict(Code.verdict(in.readByte()), "");
        FinishReason finish = Code.finish(in.readByte());
        Origin origin = Code.origin(in.readByte());
        PromptKind context = Code.context(in.readByte());
        LogProbs.Scale scale = Code.scale(in.readByte());
        boolean exact = in.readBoolean();
        Rewards rewards = new Rewards(Fields.readList(TrajectoryCodec::readComponent, in));
        var tokens = Blocks.readTokens(in);
        Response response = new Response(
                sample,
                tokens,
                new LogProbs(scale, Blocks.readHalves(in)),
                new Entropies(exact, Blocks.readHalves(in)),
                finish,
                List.of(new VersionSpan(policy, step, 0, tokens.size())),
                origin,
                context,
                version == 1 ? Interaction.NONE : InteractionFields.read(in));
        return new Trajectory(visit, new GradedResponse(response, verdict, rewards));
    }

    private static void writeComponent(Rewards.Component component, DataOutput out) throws IOException {
        Fields.writeText(component.name(), out);
        out.writeFloat((float) component.value());
    }

    private static Rewards.Component readComponent(DataInput in) throws IOException {
        return new Rewards.Component(Fields.readText(in), in.readFloat());
    }
}
