package io.millrace.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.episode.EndRecord;
import io.millrace.episode.EpisodeRecord;
import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.model.ChatMessage;
import io.millrace.model.Collapse;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.VisitEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link EpisodeRecord} as one line of JSON: the record of the channel of episodes. {@code docs/channels.md} describes its fields.
 *
 * <p>Log-probabilities and entropies of tokens are written in half precision; all else is lossless. Unknown fields are ignored.
 */
public final class EpisodeJson {
    private static final String KIND = "episode";
    private static final String GROUP = "GROUP";
    private static final String END = "END";

    /** Field with rewards by the name of their component. */
    static final String REWARDS = "rewards";

    private static final int INITIAL_BYTES = 4096;

    private EpisodeJson() {}

    /** Writes fields of an object. */
    interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    /**
     * Formats a record.
     *
     * @param run name of the run
     */
    public static String write(EpisodeRecord record, String run) {
        return new String(bytes(record, run), StandardCharsets.UTF_8);
    }

    /** As {@link #write}, in UTF-8. */
    public static byte[] bytes(EpisodeRecord record, String run) {
        return record instanceof GroupRecord group ? bytes(group, run) : bytes((EndRecord) record, run);
    }

    private static byte[] bytes(GroupRecord group, String run) {
        Envelope envelope = new Envelope(run, group.prompt().readAt(), group.policy());
        return line(envelope, RecordSchema.EPISODE, out -> {
            PromptVisit visit = group.prompt();
            out.writeStringField(KIND, GROUP);
            out.writeStringField("query", group.query());
            out.writeNumberField("visit", group.visit());
            out.writeStringField("split", visit.split());
            out.writeNumberField("ordinal", visit.ordinal());
            out.writeStringField("source", visit.prompt().source());
            out.writeStringField("task", visit.prompt().task());
            out.writeStringField("kind", visit.prompt().kind().name());
            out.writeStringField("collapse", group.collapse().name());
            prompt(group, out);
            out.writeArrayFieldStart("responses");
            for (ResponseRecord response : group.responses()) {
                EpisodeResponseJson.write(response, out);
            }
            out.writeEndArray();
        });
    }

    private static void prompt(GroupRecord group, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("prompt");
        out.writeArrayFieldStart("messages");
        for (ChatMessage message : group.messages()) {
            out.writeStartObject();
            out.writeStringField("role", message.role());
            out.writeStringField("content", message.content());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("truths");
        for (String truth : group.prompt().prompt().truths()) {
            out.writeString(truth);
        }
        out.writeEndArray();
        out.writeNumberField("length", group.promptLength());
        if (group.tokens().size() > 0) {
            out.writeBinaryField(EpisodeResponseJson.TOKENS, PackedArrays.tokens(group.tokens()));
        }
        out.writeEndObject();
    }

    private static byte[] bytes(EndRecord end, String run) {
        return line(new Envelope(run, end.time(), end.policy()), RecordSchema.EPISODE, out -> {
            out.writeStringField(KIND, END);
            out.writeStringField("query", end.query());
            out.writeNumberField("visit", end.visit());
            out.writeStringField("kind", end.kind().name());
            out.writeStringField("source", end.source());
            out.writeStringField("task", end.task());
            out.writeStringField("end", end.end().name());
            out.writeStringField("detail", end.detail());
            out.writeNumberField("round", end.round());
            out.writeBooleanField("zero_advantage", end.zeroAdvantage());
            out.writeArrayFieldStart("rows");
            for (EndRecord.Row row : end.rows()) {
                out.writeStartObject();
                out.writeNumberField("sample", row.sample());
                out.writeStringField("origin", row.origin().name());
                out.writeNumberField("advantage", row.advantage());
                out.writeNumberField("staleness", row.staleness());
                details(row, out);
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** Fields that most rows do not have. */
    private static void details(EndRecord.Row row, JsonGenerator out) throws IOException {
        if (!row.rewards().isEmpty()) {
            rewards(row.rewards(), out);
        }
        if (!row.masked().isEmpty()) {
            out.writeArrayFieldStart("masked");
            for (int token : row.masked()) {
                out.writeNumber(token);
            }
            out.writeEndArray();
        }
    }

    /** Writes rewards by the name of their component. */
    static void rewards(Map<String, Double> rewards, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(REWARDS);
        for (Map.Entry<String, Double> reward : rewards.entrySet()) {
            out.writeNumberField(reward.getKey(), reward.getValue());
        }
        out.writeEndObject();
    }

    /** Writes a number, unless it is NaN. */
    static void number(String name, double value, JsonGenerator out) throws IOException {
        if (!Double.isNaN(value)) {
            out.writeNumberField(name, value);
        }
    }

    /** Writes a record in one pass: it may have the tokens of many responses. */
    static byte[] line(Envelope envelope, RecordSchema schema, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        try (JsonGenerator out = JsonMappers.plain().createGenerator(bytes)) {
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> field : envelope.head(schema).properties()) {
                out.writeFieldName(field.getKey());
                out.writeTree(field.getValue());
            }
            body.write(out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Parses a record.
     *
     * @throws IOException if the text is not one; the message states the reason
     */
    public static EpisodeRecord read(String text) throws IOException {
        RecordSchema.EPISODE.check(text);
        JsonNode json = JsonFile.parse(text, JsonNode.class);
        try {
            String kind = json.required(KIND).asText();
            return switch (kind) {
                case GROUP -> group(json);
                case END -> end(json);
                default -> throw new IOException("episode: must be GROUP or END, was '%s'".formatted(kind));
            };
        } catch (IllegalArgumentException e) {
            throw new IOException("episode: " + e.getMessage(), e);
        }
    }

    private static GroupRecord group(JsonNode json) throws IOException {
        JsonNode text = json.required("prompt");
        List<ChatMessage> messages = new ArrayList<>();
        for (JsonNode message : text.required("messages")) {
            messages.add(new ChatMessage(
                    message.required("role").asText(),
                    message.required("content").asText()));
        }
        List<String> truths = new ArrayList<>();
        text.path("truths").forEach(truth -> truths.add(truth.asText()));
        Prompt prompt = new Prompt(
                json.required("query").asText(),
                messages,
                truths,
                json.required("source").asText(),
                json.required("task").asText(),
                PromptKind.valueOf(json.required("kind").asText()));
        List<ResponseRecord> responses = new ArrayList<>();
        for (JsonNode response : json.required("responses")) {
            responses.add(EpisodeResponseJson.read(response));
        }
        return new GroupRecord(
                new PromptVisit(
                        prompt,
                        json.required("visit").asLong(),
                        json.required("split").asText(),
                        json.required("ordinal").asLong(),
                        json.path(Envelope.TIME).asLong()),
                WindowJson.policy(json),
                text.required("length").asInt(),
                EpisodeResponseJson.tokens(text),
                Collapse.valueOf(json.required("collapse").asText()),
                responses);
    }

    /** Reads what {@link #rewards(Map, JsonGenerator)} has written; nothing if the node is missing. */
    static Map<String, Double> rewards(JsonNode json) {
        Map<String, Double> rewards = new LinkedHashMap<>();
        json.properties()
                .forEach(field -> rewards.put(field.getKey(), field.getValue().asDouble()));
        return rewards;
    }

    private static List<Integer> masked(JsonNode json) {
        List<Integer> masked = new ArrayList<>();
        json.forEach(token -> masked.add(token.asInt()));
        return masked;
    }

    private static EndRecord end(JsonNode json) {
        List<EndRecord.Row> rows = new ArrayList<>();
        for (JsonNode row : json.required("rows")) {
            rows.add(new EndRecord.Row(
                    row.required("sample").asInt(),
                    Origin.valueOf(row.required("origin").asText()),
                    row.required("advantage").asDouble(),
                    row.required("staleness").asLong(),
                    rewards(row.path(REWARDS)),
                    masked(row.path("masked"))));
        }
        return new EndRecord(
                json.required("query").asText(),
                json.required("visit").asLong(),
                PromptKind.valueOf(json.required("kind").asText()),
                json.required("source").asText(),
                json.required("task").asText(),
                json.path(Envelope.TIME).asLong(),
                WindowJson.policy(json),
                VisitEnd.Kind.valueOf(json.required("end").asText()),
                json.path("detail").asText(),
                json.required("round").asLong(),
                json.required("zero_advantage").asBoolean(),
                rows);
    }
}
