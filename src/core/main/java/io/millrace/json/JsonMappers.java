package io.millrace.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** Makes all mappers of JSON and YAML: what one of them accepts is decided here, or where it is asked for by name. */
public final class JsonMappers {
    private static final JsonMapper PLAIN = builder().build();

    private JsonMappers() {}

    /** The mapper with Jackson's own settings, for what Millrace writes. Never changed, so shared. */
    public static JsonMapper plain() {
        return PLAIN;
    }

    /** For a mapper with settings of its own. */
    public static JsonMapper.Builder builder() {
        return JsonMapper.builder();
    }

    /**
     * For a mapper that reads one value of strangers: no key twice, nothing after the value.
     *
     * @param deepest lists and sections within each other at most
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

    /** For a mapper of YAML. */
    public static YAMLMapper.Builder yaml() {
        return YAMLMapper.builder();
    }
}
