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
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import io.millrace.model.VisitEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link EpisodeRecord} as one line of JSON: the record of the channel of episodes. {@code docs/channels.md} describes its fields.
 *
 * <p>Log-probabilities and entropies of tokens are written in half precision; all else is lossless. Unknown fields are ignored.
 */
public final class EpisodeJson {
    private static final String KIND = "episode";
    private static final String GROUP = "GROUP";
    private static final String END = "END";
    private static final String TOKENS = "tokens";
    private static final String LOG_PROBS = "log_probs";
    private static final String SCALE = "log_prob_scale";
    private static final String ENTROPIES = "entropies";
    private static final String EXACT = "exact_entropies";

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
                write(response, out);
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
            out.writeBinaryField(TOKENS, PackedArrays.tokens(group.tokens()));
        }
        out.writeEndObject();
    }

    private static void write(ResponseRecord response, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeNumberField("sample", response.sample());
        out.writeStringField("origin", response.origin().name());
        if (response.from().isPresent()) {
            ResponseRecord.ReplaySource from = response.from().get();
            out.writeObjectFieldStart("from");
            out.writeNumberField("visit", from.visit());
            out.writeNumberField("sample", from.sample());
            out.writeNumberField("step", from.step());
            out.writeEndObject();
        }
        out.writeStringField("context", response.context().name());
        out.writeStringField("verdict", response.verdict().kind().name());
        out.writeStringField("reason", response.verdict().reason());
        out.writeNumberField("reward", response.reward());
        out.writeObjectFieldStart("rewards");
        for (Map.Entry<String, Double> component : response.rewards().entrySet()) {
            out.writeNumberField(component.getKey(), component.getValue());
        }
        out.writeEndObject();
        out.writeStringField("finish", response.finish().name());
        out.writeNumberField("length", response.length());
        out.writeStringField("mode", response.mode());
        number("entropy", response.entropy(), out);
        number("log_prob", response.logProb(), out);
        out.writeArrayFieldStart("spans");
        for (VersionSpan span : response.spans()) {
            out.writeStartArray();
            out.writeNumber(span.version());
            out.writeNumber(span.step());
            out.writeNumber(span.from());
            out.writeNumber(span.to());
            out.writeEndArray();
        }
        out.writeEndArray();
        arrays(response, out);
        out.writeEndObject();
    }

    private static void arrays(ResponseRecord response, JsonGenerator out) throws IOException {
        if (response.tokens().size() > 0) {
            out.writeBinaryField(TOKENS, PackedArrays.tokens(response.tokens()));
        }
        if (response.logProbs().known()) {
            out.writeStringField(SCALE, response.logProbs().scale().name());
            out.writeBinaryField(
                    LOG_PROBS, PackedArrays.halves(response.logProbs().values()));
        }
        if (response.entropies().values().length > 0) {
            out.writeBooleanField(EXACT, response.entropies().exact());
            out.writeBinaryField(
                    ENTROPIES, PackedArrays.halves(response.entropies().values()));
        }
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
                out.writeEndObject();
            }
            out.writeEndArray();
        });
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
            responses.add(response(response));
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
                tokens(text),
                Collapse.valueOf(json.required("collapse").asText()),
                responses);
    }

    private static TokenIds tokens(JsonNode json) throws IOException {
        return json.has(TOKENS) ? PackedArrays.tokens(json.get(TOKENS).asText()) : TokenIds.EMPTY;
    }

    private static ResponseRecord response(JsonNode json) throws IOException {
        JsonNode from = json.path("from");
        Map<String, Double> rewards = new LinkedHashMap<>();
        json.required("rewards").forEachEntry((name, value) -> rewards.put(name, value.asDouble()));
        List<VersionSpan> spans = new ArrayList<>();
        for (JsonNode span : json.required("spans")) {
            spans.add(new VersionSpan(
                    span.path(0).asLong(),
                    span.path(1).asLong(),
                    span.path(2).asInt(),
                    span.path(3).asInt()));
        }
        return new ResponseRecord(
                json.required("sample").asInt(),
                Origin.valueOf(json.required("origin").asText()),
                from.isObject()
                        ? Optional.of(new ResponseRecord.ReplaySource(
                                from.required("visit").asLong(),
                                from.required("sample").asInt(),
                                from.required("step").asLong()))
                        : Optional.empty(),
                PromptKind.valueOf(json.required("context").asText()),
                new Verdict(
                        Verdict.Kind.valueOf(json.required("verdict").asText()),
                        json.path("reason").asText()),
                rewards,
                FinishReason.valueOf(json.required("finish").asText()),
                json.required("length").asInt(),
                json.required("mode").asText(),
                json.path("entropy").asDouble(Double.NaN),
                json.path("log_prob").asDouble(Double.NaN),
                spans,
                tokens(json),
                json.has(LOG_PROBS)
                        ? new LogProbs(
                                LogProbs.Scale.valueOf(json.required(SCALE).asText()),
                                PackedArrays.halves(json.get(LOG_PROBS).asText()))
                        : LogProbs.NONE,
                json.has(ENTROPIES)
                        ? new Entropies(
                                json.path(EXACT).asBoolean(),
                                PackedArrays.halves(json.get(ENTROPIES).asText()))
                        : Entropies.NONE);
    }

    private static EndRecord end(JsonNode json) {
        List<EndRecord.Row> rows = new ArrayList<>();
        for (JsonNode row : json.required("rows")) {
            rows.add(new EndRecord.Row(
                    row.required("sample").asInt(),
                    Origin.valueOf(row.required("origin").asText()),
                    row.required("advantage").asDouble(),
                    row.required("staleness").asLong()));
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
