package io.millrace.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes tokens with their log-probabilities, as all dialects do but for the fields of a token. */
public final class ScoredTokens {
    private ScoredTokens() {}

    /** Writes the fields of a token. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json, ScoredToken token) throws IOException;
    }

    /**
     * Writes an array of tokens, each with the array {@code top_logprobs} of its alternatives.
     *
     * @param name name of the array
     */
    public static void write(JsonGenerator json, String name, List<ScoredToken> tokens, Fields fields)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (ScoredToken token : tokens) {
            json.writeStartObject();
            fields.write(json, token);
            json.writeArrayFieldStart("top_logprobs");
            for (ScoredToken other : token.top()) {
                json.writeStartObject();
                fields.write(json, other);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Writes the bytes of a token's text. */
    public static void writeBytes(JsonGenerator json, String text) throws IOException {
        json.writeArrayFieldStart("bytes");
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            json.writeNumber(one & 0xff);
        }
        json.writeEndArray();
    }
}
