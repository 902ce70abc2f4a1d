package io.millrace.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** How records are read: NaN, as Python writes it, is no reason to refuse one; trailing text is. */
final class Json {
    /** Reads a text that is one value. */
    static final JsonMapper WHOLE =
            mapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    /** Reads values one after another. */
    static final JsonMapper SERIES = mapper().build();

    private Json() {}

    /** What is wrong with a text, without the text and without Jackson's hints. */
    static String reason(JsonProcessingException e) {
        String first = e.getOriginalMessage().lines().findFirst().orElse("").strip();
        return "must be JSON: " + (first.length() <= 160 ? first : first.substring(0, 160));
    }

    private static JsonMapper.Builder mapper() {
        return JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }
}
