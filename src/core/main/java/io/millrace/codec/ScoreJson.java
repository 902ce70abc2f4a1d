package io.millrace.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.episode.ScoreRecord;
import io.millrace.json.JsonFile;
import io.millrace.model.Minibatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link ScoreRecord} as one line of JSON: the record of the channel of scores. {@code docs/channels.md} describes its fields.
 *
 * <p>Log-probabilities of tokens are written in half precision; all else is lossless. Unknown fields are ignored.
 */
public final class ScoreJson {
    private static final String LOG_PROBS = "log_probs";

    private ScoreJson() {}

    /**
     * Formats a record.
     *
     * @param run name of the run
     */
    public static String write(ScoreRecord score, String run) {
        Envelope envelope = new Envelope(run, score.time(), score.policy());
        byte[] line = EpisodeJson.line(envelope, RecordSchema.SCORE, out -> {
            out.writeStringField("minibatch", score.minibatch());
            out.writeStringField("kind", score.kind().name());
            out.writeNumberField("step", score.step());
            out.writeArrayFieldStart("rows");
            for (ScoreRecord.Row row : score.rows()) {
                out.writeStartObject();
                out.writeStringField("query", row.query());
                out.writeNumberField("visit", row.visit());
                out.writeNumberField("prompt_length", row.promptLength());
                out.writeNumberField("sample", row.sample());
                out.writeNumberField("log_prob", row.logProb());
                EpisodeJson.number("gap", row.gap(), out);
                if (row.logProbs().length > 0) {
                    out.writeBinaryField(LOG_PROBS, PackedArrays.halves(row.logProbs()));
                }
                out.writeEndObject();
            }
            out.writeEndArray();
        });
        return new String(line, StandardCharsets.UTF_8);
    }

    /**
     * Parses a record.
     *
     * @throws IOException if the text is not one; the message states the reason
     */
    public static ScoreRecord read(String text) throws IOException {
        RecordSchema.SCORE.check(text);
        JsonNode json = JsonFile.parse(text, JsonNode.class);
        try {
            List<ScoreRecord.Row> rows = new ArrayList<>();
            for (JsonNode row : json.required("rows")) {
                rows.add(new ScoreRecord.Row(
                        row.required("query").asText(),
                        row.required("visit").asLong(),
                        row.required("prompt_length").asInt(),
                        row.required("sample").asInt(),
                        row.required("log_prob").asDouble(),
                        row.path("gap").asDouble(Double.NaN),
                        row.has(LOG_PROBS)
                                ? PackedArrays.halves(row.get(LOG_PROBS).asText())
                                : new float[0]));
            }
            return new ScoreRecord(
                    json.required("minibatch").asText(),
                    json.path(Envelope.TIME).asLong(),
                    WindowJson.policy(json),
                    Minibatch.Kind.valueOf(json.required("kind").asText()),
                    json.required("step").asLong(),
                    rows);
        } catch (IllegalArgumentException e) {
            throw new IOException("score: " + e.getMessage(), e);
        }
    }
}
