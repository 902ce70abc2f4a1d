package io.millrace.codec;

import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.Interaction;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.VersionSpan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@link Response} as bytes, log-probs and entropies in full precision, as bitwise reproducible training requires. In version 1,
 * responses have a single turn.
 */
public final class ResponseCodec implements Codec<Response> {
    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(Response response, DataOutput out) throws IOException {
        Fields.writeNumber(response.sample(), out);
        Blocks.writeTokens(response.tokens(), out);
        Fields.writeEnum(response.logProbs().scale(), out);
        Blocks.writeFloats(response.logProbs().values(), out);
        out.writeBoolean(response.entropies().exact());
        Blocks.writeFloats(response.entropies().values(), out);
        Fields.writeEnum(response.finish(), out);
        Fields.writeList(response.spans(), ResponseCodec::writeSpan, out);
        Fields.writeEnum(response.origin(), out);
        Fields.writeEnum(response.context(), out);
        InteractionFields.write(response.interaction(), out);
    }

    @Override
    public Response read(int version, DataInput in) throws IOException {
        return new Response(
                (int) Fields.readNumber(in),
                Blocks.readTokens(in),
                new LogProbs(Fields.readEnum(LogProbs.Scale.class, in), Blocks.readFloats(in)),
                new Entropies(in.readBoolean(), Blocks.readFloats(in)),
                Fields.readEnum(FinishReason.class, in),
                Fields.readList(ResponseCodec::readSpan, in),
                Fields.readEnum(Origin.class, in),
                Fields.readEnum(PromptKind.class, in),
                version == 1 ? Interaction.NONE : InteractionFields.read(in));
    }

    private static void writeSpan(VersionSpan span, DataOutput out) throws IOException {
        Fields.writeNumber(span.version(), out);
        Fields.writeNumber(span.step(), out);
        Fields.writeNumber(span.from(), out);
        Fields.writeNumber(span.to(), out);
    }

    private static VersionSpan readSpan(DataInput in) throws IOException {
        return new VersionSpan(
                Fields.readNumber(in), Fields.readNumber(in), (int) Fields.readNumber(in), (int) Fields.readNumber(in));
    }
}
