package io.millrace.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.JsonMappers;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import java.util.List;

/** Requests and replies of tests of dialects. */
public final class DialectKit {
    private DialectKit() {}

    /** A request for samples of the prompt 5, 6, 7 with the stop token 2. */
    public static SampleCall call(int samples, int top) {
        return new SampleCall(
                "r-1", "policy", new TokenIds(5, 6, 7), samples, 42, new Sampling(1, 1, 0, 16, List.of(2), 9), top);
    }

    /** JSON with single quotes. */
    public static JsonNode json(String text) {
        try {
            return JsonMappers.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build()
                    .readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
