package io.millrace.operators.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.ordered.OrderedMap;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The fields at the head of a record: those before its first section or list. They are read without parsing the rest,
 * which may be megabytes.
 *
 * @param fields their values as text, by name, in the order of the record
 */
public record RecordHead(Map<String, String> fields) {
    /** The name of the field with the version of the record's format. */
    public static final String SCHEMA = "schema";

    /** The name of the field with the id of the run. */
    public static final String RUN = "run";

    /** The name of the field with the time at which the record's prompt was read, in milliseconds since the epoch. */
    public static final String TIME = "time";

    private static final int MOST = 32;
    private static final JsonFactory JSON = new JsonFactory();

    public RecordHead {
        fields = OrderedMap.copyOf(fields);
    }

    /** Reads the head of a record; empty if the record is not a JSON object. */
    public static RecordHead of(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new RecordHead(Map.of());
            }
            while (fields.size() < MOST && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == null || !value.isScalarValue()) {
                    break;
                }
                if (value != JsonToken.VALUE_NULL) {
                    fields.put(name, parser.getText());
                }
            }
        } catch (IOException e) {
            return new RecordHead(fields); // The record is rejected when the whole of it is read.
        }
        return new RecordHead(fields);
    }

    /** The value of a field. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The time of the record, in milliseconds since the epoch; empty if it has none. */
    public OptionalLong time() {
        try {
            return field(TIME)
                    .map(text -> OptionalLong.of(
                            text.chars().allMatch(Character::isDigit)
                                    ? Long.parseLong(text)
                                    : Instant.parse(text).toEpochMilli()))
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException | DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
