package io.millrace.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.util.Locale;

/**
 * The kinds of records that leave a job, and of the prompts that enter it, with the version of their format; {@code deploy/schemas} describes each by a JSON Schema.
 *
 * <p>A record names its schema as {@code KIND/VERSION}. The version is increased by changes that a reader must know
 * about;
 * new fields are not such a change, and readers ignore unknown ones. A record without a schema has version 1.
 */
public enum RecordSchema {
    LEDGER(1),
    STEP(1),
    MINIBATCH(1),
    REFLECTION(1),
    DEAD_LETTER(1),
    PROMPT(1),
    ACKNOWLEDGEMENT(1),
    WINDOW(1),
    EPISODE(1),
    SCORE(1),
    ALARM(1);

    private static final JsonMapper JSON = JsonMappers.plain();
    private static final String FIELD = "schema";

    private final int version;

    RecordSchema(int version) {
        this.version = version;
    }

    /** The kind of record, for instance {@code dead-letter}. */
    public String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value of the field {@code schema} in records written today. */
    public String id() {
        return kind() + "/" + version;
    }

    /**
     * Checks that a record is of this kind, in a version that can be read.
     *
     * @throws IOException if it is not, or not JSON
     */
    public void check(String record) throws IOException {
        String found = find(record);
        if (found.isEmpty()) {
            return;
        }
        if (!found.matches(kind() + "/\\d{1,9}")) {
            throw new IOException(
                    "schema must be %s, was %s: the channel must hold records of this kind".formatted(id(), found));
        }
        int number = Integer.parseInt(found.substring(kind().length() + 1));
        if (number < 1 || number > version) {
            throw new IOException(
                    "schema must be %s, was %s: read the record with the Millrace that wrote it, or a later one"
                            .formatted(version == 1 ? id() : kind() + "/1 to " + id(), found));
        }
    }

    /** The schema that a record names; it is its first field, unless another program wrote it. */
    private static String find(String record) throws IOException {
        try (JsonParser in = JSON.createParser(record)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                return "";
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = in.currentName().equals(FIELD);
                in.nextToken();
                if (wanted) {
                    return in.currentToken() == JsonToken.VALUE_STRING
                            ? in.getText()
                            : in.currentToken().name();
                }
                in.skipChildren();
            }
            return "";
        }
    }
}
