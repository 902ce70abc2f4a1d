package io.millrace.dataset;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import java.io.IOException;

/** Parses records: NaN, as written by Python, is accepted; trailing text is not. */
final class Json {
    private static final JsonMapper WHOLE =
            mapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Reads values one after another. */
    static final JsonMapper SERIES = mapper().build();

    private Json() {}

    /** A call of Jackson that reads a tree. */
    @FunctionalInterface
    interface Reading {
        JsonNode read() throws IOException;
    }

    /** Parses a text as one value. */
    static JsonNode whole(byte[] text) throws IOException {
        return checked(() -> WHOLE.readTree(text));
    }

    /** Parses a text as one value. */
    static JsonNode whole(String text) throws JsonProcessingException {
        try {
            return WHOLE.readTree(text);
        } catch (NumberFormatException e) {
            throw noPlace(e);
        }
    }

    /**
     * Reads a value; numbers too large for memory also count as broken JSON, which Jackson reports with a different
     * exception.
     */
    static JsonNode checked(Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (NumberFormatException e) {
            throw noPlace(e);
        }
    }

    private static JsonParseException noPlace(NumberFormatException e) {
        return new JsonParseException(null, "numbers must have exponents of at most 2147483647", e);
    }

    /** The syntax error of a text, without the text itself and Jackson's hints. */
    static String reason(JsonProcessingException e) {
        return "must be JSON: " + UnreadableJsonException.reason(e);
    }

    private static JsonMapper.Builder mapper() {
        return JsonMappers.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }
}
