package io.millrace.codec;

import io.millrace.model.GradedResponse;
import io.millrace.model.Rewards;
import io.millrace.model.Verdict;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link GradedResponse} as bytes. */
public final class GradedResponseCodec implements Codec<GradedResponse> {
    private static final ResponseCodec RESPONSE = new ResponseCodec();
    /** Encoding of an incorrect verdict in this version. */
    private static final String INCORRECT = "WRONG";

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(GradedResponse graded, DataOutput out) throws IOException {
        Versioned.write(RESPONSE, graded.response(), out);
        Fields.writeText(name(graded.verdict().kind()), out);
        Fields.writeText(graded.verdict().reason(), out);
        Fields.writeList(graded.rewards().components(), GradedResponseCodec::writeComponent, out);
        Blocks.writeFloats(graded.rewards().perToken(), out);
    }

    @Override
    public GradedResponse read(int version, DataInput in) throws IOException {
        return new GradedResponse(
                Versioned.read(RESPONSE, in),
                new Verdict(kind(Fields.readText(in)), Fields.readText(in)),
                new Rewards(Fields.readList(GradedResponseCodec::readComponent, in), Blocks.readFloats(in)));
    }

    private static String name(Verdict.Kind kind) {
        return kind == Verdict.Kind.INCORRECT ? INCORRECT : kind.name();
    }

    private static Verdict.Kind kind(String name) {
        return name.equals(INCORRECT) ? Verdict.Kind.INCORRECT : Verdict.Kind.valueOf(name);
    }

    private static void writeComponent(Rewards.Component component, DataOutput out) throws IOException {
        Fields.writeText(component.name(), out);
        out.writeDouble(component.value());
    }

    private static Rewards.Component readComponent(DataInput in) throws IOException {
        return new Rewards.Component(Fields.readText(in), in.readDouble());
    }
}
