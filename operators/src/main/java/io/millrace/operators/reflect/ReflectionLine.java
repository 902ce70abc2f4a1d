package io.millrace.operators.reflect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.json.JsonMappers;
import io.millrace.model.Reflection;

/** A reflection as a record of its channel: {@code {"prompt": {...}, "visit": 3}}, named after its components. */
public final class ReflectionLine {
    private static final JsonMapper JSON = JsonMappers.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ReflectionLine() {}

    public static String of(Reflection reflection) {
        try {
            return JSON.writeValueAsString(reflection);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "reflection on %s: could not be written as JSON"
                            .formatted(reflection.prompt().queryId()),
                    e);
        }
    }

    /** @throws JsonProcessingException if the line is not a reflection */
    static Reflection parse(String line) throws JsonProcessingException {
        Reflection reflection = JSON.readValue(line, Reflection.class);
        if (reflection == null) { // Jackson reads JSON null as a null reference.
            throw MismatchedInputException.from(null, Reflection.class, "reflection: must be an object, was null");
        }
        return reflection;
    }
}
