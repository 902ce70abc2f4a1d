package io.millrace.codec;

import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** {@link PromptVisit} as bytes. Version 1 lacks the time at which the prompt was read, version 2 its priority. */
public final class VisitCodec implements Codec<PromptVisit> {
    @Override
    public int version() {
        return 3;
    }

    @Override
    public void write(PromptVisit visit, DataOutput out) throws IOException {
        Prompt prompt = visit.prompt();
        Fields.writeText(prompt.queryId(), out);
        Fields.writeList(prompt.messages(), VisitCodec::writeMessage, out);
        Fields.writeList(prompt.truths(), Fields::writeText, out);
        Fields.writeText(prompt.source(), out);
        Fields.writeText(prompt.task(), out);
        Fields.writeEnum(prompt.kind(), out);
        Fields.writeNumber(visit.visit(), out);
        Fields.writeText(visit.split(), out);
        Fields.writeNumber(visit.ordinal(), out);
        Fields.writeNumber(visit.readAt(), out);
        out.writeInt(visit.priority());
    }

    @Override
    public PromptVisit read(int version, DataInput in) throws IOException {
        Prompt prompt = new Prompt(
                Fields.readText(in),
                Fields.readList(VisitCodec::readMessage, in),
                Fields.readList(Fields::readText, in),
                Fields.readText(in),
                Fields.readText(in),
                Fields.readEnum(PromptKind.class, in));
        return new PromptVisit(
                prompt,
                Fields.readNumber(in),
                Fields.readText(in),
                Fields.readNumber(in),
                version == 1 ? PromptVisit.UNKNOWN_TIME : Fields.readNumber(in),
                version < 3 ? PromptVisit.NORMAL : in.readInt());
    }

    private static void writeMessage(ChatMessage message, DataOutput out) throws IOException {
        Fields.writeText(message.role(), out);
        Fields.writeText(message.content(), out);
    }

    private static ChatMessage readMessage(DataInput in) throws IOException {
        return new ChatMessage(Fields.readText(in), Fields.readText(in));
    }
}
