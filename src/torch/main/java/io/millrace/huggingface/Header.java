package io.millrace.huggingface;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and checks a file's header: every tensor lies inside the file, none overlaps another, and each has the size
 * that its type and shape define.
 *
 * @param entries by name, in the order of the header
 * @param data offset of the tensors' bytes in the file
 */
record Header(Map<String, TensorEntry> entries, long data) {
    private static final long MAX_LENGTH = 100_000_000;
    /** Maximum number of tensors in a file, a hundred times as many as large models have. */
    private static final int MAX_TENSORS = 100_000;

    private static final int MAX_DIMENSIONS = 8;
    private static final int MAX_NAME_LENGTH = 1_000;
    private static final JsonMapper MAPPER = JsonMappers.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static Header read(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        check(size >= 8, file, "must begin with a header length of 8 bytes, was %d bytes long", size);
        long length = exactly(channel, 0, 8).getLong();
        check(
                length >= 2 && length <= MAX_LENGTH,
                file,
                "header length must be in [2, %d], was %d",
                MAX_LENGTH,
                length);
        check(
                8 + length <= size,
                file,
                "header of %d bytes must lie inside the file, which has %d; the file is truncated",
                length,
                size);
        Map<String, TensorEntry> entries =
                entries(file, exactly(channel, 8, (int) length).array(), size - 8 - length);
        refuseOverlaps(file, entries.values());
        return new Header(entries, 8 + length);
    }

    private static ByteBuffer exactly(FileChannel channel, long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("file became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    /** Parsed tensor by tensor: a header of 100 MB as one tree would take gigabytes. */
    private static Map<String, TensorEntry> entries(Path file, byte[] header, long available) {
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        try (JsonParser json = MAPPER.createParser(header)) {
            JsonToken first = json.nextToken();
            check(
                    first == JsonToken.START_OBJECT,
                    file,
                    "header must be a JSON object, was %s",
                    first == JsonToken.START_ARRAY ? "ARRAY" : first);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("__metadata__")) {
                    json.skipChildren();
                    continue;
                }
                check(
                        entries.size() < MAX_TENSORS,
                        file,
                        "header must name at most %d tensors, named more",
                        MAX_TENSORS);
                check(
                        name.length() <= MAX_NAME_LENGTH,
                        file,
                        "names of tensors must have at most %d characters",
                        MAX_NAME_LENGTH);
                entries.put(name, entry(file, name, MAPPER.readTree(json), available));
            }
            while (json.nextToken() != null) {
                check(false, file, "header must be one JSON object, continued with %s", json.currentToken());
            }
            return entries;
        } catch (IOException e) {
            throw new PolicyException("%s: header is not JSON: %s".formatted(file, firstLine(e)), e);
        }
    }

    private static TensorEntry entry(Path file, String name, JsonNode json, long available) {
        check(json.isObject(), file, "tensor %s must be an object, was %s", name, shown(json));
        JsonNode offsets = json.path("data_offsets");
        JsonNode dims = json.path("shape");
        check(
                dims.isArray() && offsets.isArray() && offsets.size() == 2,
                file,
                "tensor %s must have dtype, shape and two data_offsets, was %s",
                name,
                shown(json));
        List<Long> shape = shape(file, name, dims);
        FloatType type = type(file, name, json.path("dtype").asText(""));
        long begin = offset(offsets.get(0));
        long end = offset(offsets.get(1));
        check(
                begin >= 0 && begin <= end && end <= available,
                file,
                "tensor %s: data_offsets must lie in the file's %d bytes of data, were %d..%d",
                name,
                available,
                begin,
                end);
        check(
                end - begin == bytes(file, name, shape, type),
                file,
                "tensor %s: %s of shape %s must take %d bytes, took %d",
                name,
                type,
                shape,
                bytes(file, name, shape, type),
                end - begin);
        return new TensorEntry(name, type, shape, begin, end);
    }

    private static List<Long> shape(Path file, String name, JsonNode dims) {
        check(
                dims.size() <= MAX_DIMENSIONS,
                file,
                "tensor %s: shape must have at most %d dimensions, had %d",
                name,
                MAX_DIMENSIONS,
                dims.size());
        List<Long> shape = new ArrayList<>();
        for (JsonNode dim : dims) {
            check(
                    dim.isIntegralNumber() && dim.canConvertToLong() && dim.asLong() >= 0,
                    file,
                    "tensor %s: shape must be >= 0, was %s",
                    name,
                    shown(dims));
            shape.add(dim.asLong());
        }
        return shape;
    }

    private static long offset(JsonNode offset) {
        return offset.isIntegralNumber() && offset.canConvertToLong() ? offset.longValue() : -1;
    }

    private static String shown(JsonNode json) {
        String text = json.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }

    private static FloatType type(Path file, String name, String dtype) {
        for (FloatType type : FloatType.values()) {
            if (type.name().equals(dtype)) {
                return type;
            }
        }
        throw new PolicyException("%s: tensor %s: dtype must be F32, F16 or BF16, was %s".formatted(file, name, dtype));
    }

    private static long bytes(Path file, String name, List<Long> shape, FloatType type) {
        long product = type.bytes();
        for (long dim : shape) {
            check(
                    dim == 0 || product <= Long.MAX_VALUE / dim,
                    file,
                    "tensor %s: shape must describe at most 2^63 bytes, was %s",
                    name,
                    shape);
            product *= dim;
        }
        return product;
    }

    private static void refuseOverlaps(Path file, Iterable<TensorEntry> entries) {
        List<TensorEntry> byPlace = new ArrayList<>();
        entries.forEach(byPlace::add);
        byPlace.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        for (int i = 1; i < byPlace.size(); i++) {
            TensorEntry before = byPlace.get(i - 1);
            TensorEntry after = byPlace.get(i);
            check(
                    before.end() <= after.begin(),
                    file,
                    "tensors %s and %s must not overlap, were %d..%d and %d..%d",
                    before.name(),
                    after.name(),
                    before.begin(),
                    before.end(),
                    after.begin(),
                    after.end());
        }
    }

    private static void check(boolean rule, Path file, String message, Object... values) {
        if (!rule) {
            throw new PolicyException(file + ": " + message.formatted(values));
        }
    }

    private static String firstLine(Exception e) {
        return e instanceof JsonProcessingException json
                ? UnreadableJsonException.describe(json)
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
