package io.millrace.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.episode.ResponseRecord;
import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PromptKind;
import io.millrace.model.TokenIds;
import io.millrace.model.Verdict;
import io.millrace.model.VersionSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A {@link ResponseRecord} as an object in the record of its group: a part of {@link EpisodeJson}. */
final class EpisodeResponseJson {
    /** Field with packed token ids. */
    static final String TOKENS = "tokens";

    private static final String TURNS = "turns";
    private static final String LOG_PROBS = "log_probs";
    private static final String SCALE = "log_prob_scale";
    private static final String ENTROPIES = "entropies";
    private static final String EXACT = "exact_entropies";

    private EpisodeResponseJson() {}

    static void write(ResponseRecord response, JsonGenerator out) throws IOException {
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
        EpisodeJson.rewards(response.rewards(), out);
        out.writeStringField("finish", response.finish().name());
        out.writeNumberField("length", response.length());
        out.writeStringField("mode", response.mode());
        EpisodeJson.number("entropy", response.entropy(), out);
        EpisodeJson.number("log_prob", response.logProb(), out);
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
        if (!response.turns().isEmpty()) {
            out.writeFieldName(TURNS);
            TurnJson.write(response.turns(), out);
        }
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

    static TokenIds tokens(JsonNode json) throws IOException {
        return json.has(TOKENS) ? PackedArrays.tokens(json.get(TOKENS).asText()) : TokenIds.EMPTY;
    }

    static ResponseRecord read(JsonNode json) throws IOException {
        JsonNode from = json.path("from");
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
                EpisodeJson.rewards(json.required(EpisodeJson.REWARDS)),
                FinishReason.valueOf(json.required("finish").asText()),
                json.required("length").asInt(),
                json.required("mode").asText(),
                json.path("entropy").asDouble(Double.NaN),
                json.path("log_prob").asDouble(Double.NaN),
                spans,
                TurnJson.read(json.path(TURNS)),
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
}
