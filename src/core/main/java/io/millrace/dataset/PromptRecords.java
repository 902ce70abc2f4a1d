package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.check.Require;
import io.millrace.json.JsonMappers;
import io.millrace.model.Prompt;
import io.millrace.model.PromptVisit;
import io.millrace.task.Tasks;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts records of a stream to prompts. A record is one JSON object in any layout that a data set may have; unknown
 * fields are ignored. Beside the prompt it may contain {@code id}, {@code task}, {@code data_source}, {@code deadline}
 * (ISO-8601), {@code priority} and {@code schema}.
 */
public final class PromptRecords implements AutoCloseable {
    /** Schema of the records that {@link #line} writes. */
    public static final String SCHEMA = "prompt/1";

    private static final String KIND = "prompt/";
    private static final String STREAM = "stream";
    private static final JsonMapper JSON = JsonMappers.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final FieldMapping fields;
    private final String task;
    private final Tasks tasks;

    /**
     * @param fields paths of the fields in a record
     * @param task task of records that name none; empty if each must name its own
     * @param tasks all tasks; closed with this object
     */
    public PromptRecords(FieldMapping fields, String task, Tasks tasks) {
        this.fields = requireNonNull(fields, "fields");
        this.task = requireNonNull(task, "task");
        this.tasks = requireNonNull(tasks, "tasks");
    }

    /**
     * The prompt of a record.
     *
     * @throws IllegalArgumentException if there is none, or no response to it could be graded; the message is the rule
     */
    public StreamedPrompt read(String line) {
        JsonNode row = tree(line);
        Require.that(row.isObject(), "record must be a JSON object, was %s", kind(row));
        checkSchema(row.path("schema"));
        FieldMapping found = new FieldMapping(
                fields.prompt(),
                fields.truths(),
                present(row, fields.id(), "id"),
                fields.source(),
                present(row, fields.task(), "task"),
                fields.difficulty(),
                fields.lastTurn(),
                fields.literal());
        Require.that(
                !found.task().isBlank() || !task.isEmpty(),
                "record must name its task, one of %s; or set data.train.task",
                String.join(", ", tasks.names()));
        Prompt prompt = new RowMapper(found, STREAM, false, task, tasks::readsAnswers).map(row);
        Optional<String> refusal = tasks.refusal(prompt);
        Require.that(refusal.isEmpty(), "%s", refusal.orElse(""));
        return new StreamedPrompt(prompt, deadline(row.path("deadline")), priority(row.path("priority")));
    }

    private static JsonNode tree(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("record must be JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String kind(JsonNode row) {
        return row.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static void checkSchema(JsonNode schema) {
        String text = schema.asText("");
        Require.that(
                schema.isMissingNode() || text.equals(SCHEMA),
                text.startsWith(KIND)
                        ? "schema must be %s, was %s: a newer Millrace wrote the record, use it here too"
                        : "schema must be %s, was %s: the record is not a prompt",
                SCHEMA,
                text);
    }

    private static String present(JsonNode row, String configured, String byDefault) {
        return configured.isBlank() && row.hasNonNull(byDefault) ? byDefault : configured;
    }

    private static @Nullable Instant deadline(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        try {
            return Instant.parse(value.asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("deadline must be a time such as 2026-11-30T12:00:00Z, was " + value, e);
        }
    }

    private static int priority(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return PromptVisit.NORMAL;
        }
        Require.that(
                value.isIntegralNumber() && value.canConvertToInt(),
                "priority must be a whole number of at most 32 bits, was %s",
                value);
        return value.intValue();
    }

    /** A prompt as a record that {@link #read} converts back to the same prompt. */
    public static String line(Prompt prompt) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.getFactory().createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("schema", SCHEMA);
            PromptLines.writeFields(prompt, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("prompt %s: must be writable as JSON".formatted(prompt.queryId()), e);
        }
        return line.toString();
    }

    @Override
    public void close() {
        tasks.close();
    }
}
