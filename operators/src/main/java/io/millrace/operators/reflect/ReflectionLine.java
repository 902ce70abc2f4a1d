package io.millrace.operators.reflect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.codec.Envelope;
import io.millrace.codec.RecordSchema;
import io.millrace.json.JsonMappers;
import io.millrace.model.Reflection;
import java.io.IOException;
import java.util.Map;

/**
 * A reflection as a record of its channel: {@code {..., "query": "q7", "visit": 3, "prompt": {...}}}, named after its
 * components. Unknown fields are ignored.
 */
public final class ReflectionLine {
    private static final JsonMapper JSON = JsonMappers.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReflectionLine() {}

    /** Formats a reflection. */
    public static String of(Reflection reflection, Envelope envelope) {
        try {
            return Envelope.join(
                    envelope.head(RecordSchema.REFLECTION)
                            .put("query", reflection.prompt().queryId())
                            .put("visit", reflection.visit()),
                    JSON.writeValueAsString(Map.of("prompt", reflection.prompt())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "reflection on %s: could not be written as JSON"
                            .formatted(reflection.prompt().queryId()),
                    e);
        }
    }

    /** @throws IOException if the line is not a reflection; the message states the reason */
    static Reflection parse(String line) throws IOException {
        try {
            RecordSchema.REFLECTION.check(line);
            return read(line);
        } catch (JsonProcessingException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }

    private static Reflection read(String line) throws JsonProcessingException {
        Reflection reflection = JSON.readValue(line, Reflection.class);
        if (reflection == null) { // Jackson reads JSON null as a null reference.
            throw MismatchedInputException.from(null, Reflection.class, "reflection: must be an object, was null");
        }
        return reflection;
    }
}
