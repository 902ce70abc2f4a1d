package io.millrace.codec;

import io.millrace.model.EnvironmentTurn;
import io.millrace.model.Interaction;
import io.millrace.model.TokenRange;
import io.millrace.model.TokenRoles;
import io.millrace.model.ToolCall;
import io.millrace.model.Verdict;
import io.millrace.ordered.OrderedMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An {@link Interaction} as a part of the payloads of responses. */
final class InteractionFields {
    private InteractionFields() {}

    static void write(Interaction interaction, DataOutput out) throws IOException {
        Fields.writeList(interaction.turns(), InteractionFields::writeTurn, out);
        out.writeByte(interaction
                .verdict()
                .map(verdict -> Code.of(verdict.kind()) + 1)
                .orElse(0));
        Fields.writeText(interaction.verdict().map(Verdict::reason).orElse(""), out);
        Fields.writeList(List.copyOf(interaction.rewards().entrySet()), InteractionFields::writeValue, out);
        Fields.writeList(List.copyOf(interaction.metrics().entrySet()), InteractionFields::writeValue, out);
    }

    static Interaction read(DataInput in) throws IOException {
        List<EnvironmentTurn> turns = Fields.readList(InteractionFields::readTurn, in);
        int verdict = in.readByte();
        String reason = Fields.readText(in);
        return new Interaction(
                turns,
                verdict == 0 ? Optional.empty() : Optional.of(new Verdict(Code.verdict(verdict - 1), reason)),
                readValues(in),
                readValues(in));
    }

    static void writeRoles(TokenRoles roles, DataOutput out) throws IOException {
        Fields.writeList(roles.observations(), InteractionFields::writeRange, out);
    }

    static TokenRoles readRoles(DataInput in) throws IOException {
        return new TokenRoles(Fields.readList(InteractionFields::readRange, in));
    }

    private static void writeTurn(EnvironmentTurn turn, DataOutput out) throws IOException {
        writeRange(turn.observation(), out);
        Fields.writeList(turn.calls(), InteractionFields::writeCall, out);
    }

    private static EnvironmentTurn readTurn(DataInput in) throws IOException {
        return new EnvironmentTurn(readRange(in), Fields.readList(InteractionFields::readCall, in));
    }

    private static void writeRange(TokenRange range, DataOutput out) throws IOException {
        Fields.writeNumber(range.from(), out);
        Fields.writeNumber(range.to(), out);
    }

    private static TokenRange readRange(DataInput in) throws IOException {
        return new TokenRange((int) Fields.readNumber(in), (int) Fields.readNumber(in));
    }

    private static void writeCall(ToolCall call, DataOutput out) throws IOException {
        Fields.writeText(call.tool(), out);
        Fields.writeText(call.arguments(), out);
        Fields.writeEnum(call.outcome(), out);
        Fields.writeText(call.result(), out);
        Fields.writeNumber(call.millis(), out);
    }

    private static ToolCall readCall(DataInput in) throws IOException {
        return new ToolCall(
                Fields.readText(in),
                Fields.readText(in),
                Fields.readEnum(ToolCall.Outcome.class, in),
                Fields.readText(in),
                Fields.readNumber(in));
    }

    private static void writeValue(Map.Entry<String, Double> value, DataOutput out) throws IOException {
        Fields.writeText(value.getKey(), out);
        out.writeDouble(value.getValue());
    }

    private static Map<String, Double> readValues(DataInput in) throws IOException {
        return Fields.readList(i -> Map.entry(Fields.readText(i), i.readDouble()), in).stream()
                .collect(OrderedMap.collector(Map.Entry::getKey, Map.Entry::getValue));
    }
}
