package io.millrace.codec;

import io.millrace.model.GradedGroup;
import io.millrace.model.Passage;
import io.millrace.model.PolicySteps;
import io.millrace.model.ReplacedRevisions;
import io.millrace.model.SampledGroup;
import io.millrace.model.VisitEnd;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link Passage} as bytes. In version 1, an end has no policy steps: none are known. Version 2 has visits
 * without priority, version 3 responses of a single turn. */
public final class PassageCodec implements Codec<Passage> {
    private static final int SAMPLED = 0;
    private static final int GRADED = 1;
    private static final int ENDED = 2;

    private static final VisitCodec VISIT = new VisitCodec();
    private static final ResponseCodec RESPONSE = new ResponseCodec();
    private static final GradedResponseCodec GRADED_RESPONSE = new GradedResponseCodec();

    @Override
    public int version() {
        return 4;
    }

    @Override
    public void write(Passage passage, DataOutput out) throws IOException {
        if (passage instanceof SampledGroup group) {
            out.writeByte(SAMPLED);
            Versioned.write(VISIT, group.visit(), out);
            Blocks.writeTokens(group.prompt(), out);
            Fields.writeList(group.responses(), (r, o) -> Versioned.write(RESPONSE, r, o), out);
        } else if (passage instanceof GradedGroup group) {
            out.writeByte(GRADED);
            Versioned.write(VISIT, group.visit(), out);
            Blocks.writeTokens(group.prompt(), out);
            Fields.writeList(group.responses(), (r, o) -> Versioned.write(GRADED_RESPONSE, r, o), out);
            writeReplaced(group.replaced(), out);
        } else if (passage instanceof VisitEnd end) {
            out.writeByte(ENDED);
            writeEnd(end, out);
        }
    }

    @Override
    public Passage read(int version, DataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case SAMPLED ->
                new SampledGroup(
                        Versioned.read(VISIT, in),
                        Blocks.readTokens(in),
                        Fields.readList(i -> Versioned.read(RESPONSE, i), in));
            case GRADED ->
                new GradedGroup(
                        Versioned.read(VISIT, in),
                        Blocks.readTokens(in),
                        Fields.readList(i -> Versioned.read(GRADED_RESPONSE, i), in),
                        readReplaced(in));
            case ENDED -> readEnd(version, in);
            default -> throw new IOException("passage: kind must be in 0..2, was %d".formatted(kind));
        };
    }

    private static void writeReplaced(ReplacedRevisions replaced, DataOutput out) throws IOException {
        Fields.writeNumber(replaced.incorrect(), out);
        Fields.writeNumber(replaced.ungraded(), out);
        Fields.writeNumber(replaced.tokens(), out);
    }

    private static ReplacedRevisions readReplaced(DataInput in) throws IOException {
        return new ReplacedRevisions((int) Fields.readNumber(in), (int) Fields.readNumber(in), Fields.readNumber(in));
    }

    static void writeEnd(VisitEnd end, DataOutput out) throws IOException {
        Versioned.write(VISIT, end.visit(), out);
        Fields.writeEnum(end.kind(), out);
        Fields.writeText(end.detail(), out);
        Fields.writeNumber(end.graded(), out);
        Fields.writeNumber(end.correct(), out);
        Fields.writeNumber(end.policy().from() + 1, out);
        Fields.writeNumber(end.policy().to() + 1, out);
    }

    /** @param version of the passage or the minibatch; an end has the same format in both */
    static VisitEnd readEnd(int version, DataInput in) throws IOException {
        return new VisitEnd(
                Versioned.read(VISIT, in),
                Fields.readEnum(VisitEnd.Kind.class, in),
                Fields.readText(in),
                (int) Fields.readNumber(in),
                (int) Fields.readNumber(in),
                version == 1
                        ? PolicySteps.NONE
                        : new PolicySteps(Fields.readNumber(in) - 1, Fields.readNumber(in) - 1));
    }
}
