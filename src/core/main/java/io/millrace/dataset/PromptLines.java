package io.millrace.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.json.JsonMappers;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a loaded data set as JSON lines: prompts in a form that can be read again, and the omitted records. */
public final class PromptLines {
    private static final JsonMapper JSON = JsonMappers.plain();

    /** Field paths in a line of {@link #prompts}. */
    public static final FieldMapping FIELDS = new FieldMapping("prompt", List.of(), "id", "data_source", "task", "");

    private PromptLines() {}

    /**
     * Writes the prompts, one object per line: id, prompt, answer, data_source, task, difficulty, and the file and
     * position that the prompt came from.
     *
     * @param file must not exist
     */
    public static void prompts(LoadedDataset loaded, Path file) throws IOException {
        try (Writer out = new OutputStreamWriter(Files.newOutputStream(file, CREATE_NEW), UTF_8);
                JsonGenerator json = lines(out)) {
            for (int i = 0; i < loaded.origins().size(); i++) {
                write(loaded.dataset().get(i), loaded.origins().get(i), json);
                json.writeRaw('\n');
            }
        }
    }

    /**
     * Writes the omitted records, one object per line: source, cause, file, position, reason and text.
     *
     * @param file must not exist
     */
    public static void leftOut(LoadedDataset loaded, Path file) throws IOException {
        try (Writer out = new OutputStreamWriter(Files.newOutputStream(file, CREATE_NEW), UTF_8);
                JsonGenerator json = lines(out)) {
            for (SkippedRecord one : loaded.leftOut()) {
                json.writeStartObject();
                json.writeStringField("source", one.source());
                json.writeStringField("cause", one.cause().name());
                json.writeStringField("file", one.record().file());
                json.writeNumberField("position", one.record().position());
                json.writeStringField("reason", one.record().reason());
                json.writeStringField("raw", one.record().raw());
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
    }

    private static JsonGenerator lines(Writer out) throws IOException {
        JsonGenerator json = JSON.getFactory().createGenerator(out);
        json.setRootValueSeparator(null);
        return json;
    }

    private static void write(Prompt prompt, PromptOrigin origin, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(prompt, json);
        if (origin.difficulty().isPresent()) {
            json.writeNumberField("difficulty", origin.difficulty().getAsDouble());
        }
        json.writeStringField("file", origin.file());
        json.writeNumberField("position", origin.position());
        json.writeEndObject();
    }

    /** Writes the fields of a prompt, in a form that can be read again: id, prompt, answer, data_source, task. */
    static void writeFields(Prompt prompt, JsonGenerator json) throws IOException {
        json.writeStringField("id", prompt.queryId());
        json.writeArrayFieldStart("prompt");
        for (ChatMessage message : prompt.messages()) {
            json.writeStartObject();
            json.writeStringField("role", message.role());
            json.writeStringField("content", message.content());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!prompt.truths().isEmpty()) {
            json.writeArrayFieldStart("answer");
            for (String truth : prompt.truths()) {
                json.writeString(truth);
            }
            json.writeEndArray();
        }
        json.writeStringField("data_source", prompt.source());
        json.writeStringField("task", prompt.task());
    }
}
