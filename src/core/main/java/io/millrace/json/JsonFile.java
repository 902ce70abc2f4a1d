package io.millrace.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.InputFile;
import java.io.IOException;
import java.nio.file.Path;

/** Reads small JSON files and single lines of larger ones, each of which must be exactly one value. */
public final class JsonFile {
    private static final JsonMapper MAPPER = JsonMappers.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Maximum size of a file, in bytes. */
    private static final int MAX_BYTES = 64 << 20;

    private JsonFile() {}

    /**
     * Reads a file.
     *
     * @throws UnreadableJsonException if it is not JSON, or not of the type
     * @throws IOException if it cannot be read
     */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        return parse(InputFile.bytes(file, MAX_BYTES), type);
    }

    /** As {@link #read}, for a tree. */
    public static JsonNode tree(Path file) throws IOException {
        return read(file, JsonNode.class);
    }

    /** As {@link #read}, for a text. */
    public static <T> T parse(String text, Class<T> type) throws IOException {
        try {
            return required(MAPPER.readValue(text, type), type);
        } catch (JsonProcessingException e) {
            throw new UnreadableJsonException(e);
        }
    }

    /** As {@link #parse(String, Class)}, for generic types. */
    public static <T> T parse(String text, TypeReference<T> type) throws IOException {
        try {
            return required(MAPPER.readValue(text, type), type.getType());
        } catch (JsonProcessingException e) {
            throw new UnreadableJsonException(e);
        }
    }

    private static <T> T parse(byte[] content, Class<T> type) throws IOException {
        try {
            return required(MAPPER.readValue(content, type), type);
        } catch (JsonProcessingException e) {
            throw new UnreadableJsonException(e);
        }
    }

    private static <T> T required(T value, Object type) throws UnreadableJsonException {
        if (value == null) {
            throw new UnreadableJsonException("must be a value, was null");
        }
        return value;
    }
}
