package io.millrace.codec;

import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.TokenRoles;
import io.millrace.model.TrainingRow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link TrainingRow} as bytes, in full precision. In version 1, all response tokens were sampled. */
public final class TrainingRowCodec implements Codec<TrainingRow> {
    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(TrainingRow row, DataOutput out) throws IOException {
        Fields.writeText(row.queryId(), out);
        Fields.writeNumber(row.visit(), out);
        Fields.writeNumber(row.sample(), out);
        Fields.writeNumber(row.step(), out);
        Blocks.writeTokens(row.prompt(), out);
        Blocks.writeTokens(row.response(), out);
        Fields.writeEnum(row.behaviour().scale(), out);
        Blocks.writeFloats(row.behaviour().values(), out);
        Blocks.writeFloats(row.advantages(), out);
        Fields.writeEnum(row.origin(), out);
        InteractionFields.writeRoles(row.roles(), out);
    }

    @Override
    public TrainingRow read(int version, DataInput in) throws IOException {
        return new TrainingRow(
                Fields.readText(in),
                Fields.readNumber(in),
                (int) Fields.readNumber(in),
                Fields.readNumber(in),
                Blocks.readTokens(in),
                Blocks.readTokens(in),
                new LogProbs(Fields.readEnum(LogProbs.Scale.class, in), Blocks.readFloats(in)),
                Blocks.readFloats(in),
                Fields.readEnum(Origin.class, in),
                version == 1 ? TokenRoles.SAMPLED : InteractionFields.readRoles(in));
    }
}
