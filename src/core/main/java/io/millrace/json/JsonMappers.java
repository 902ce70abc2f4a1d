package io.millrace.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Creates all JSON and YAML mappers, so that the accepted syntax is defined here or at the explicit call. */
public final class JsonMappers {
    private static final JsonMapper PLAIN = builder().build();

    private JsonMappers() {}

    /** The mapper with Jackson's default settings, for files written by Millrace. Shared, since it is never reconfigured. */
    public static JsonMapper plain() {
        return PLAIN;
    }

    /** Builder of a mapper with custom settings. */
    public static JsonMapper.Builder builder() {
        return JsonMapper.builder();
    }

    /**
     * Builder of a mapper for one untrusted value: no duplicate keys, nothing after the value.
     *
     * @param deepest maximum nesting depth
     */
    public static JsonMapper.Builder strict(int deepest) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(deepest)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Builder of a YAML mapper. */
    public static YAMLMapper.Builder yaml() {
        return YAMLMapper.builder();
    }
}
