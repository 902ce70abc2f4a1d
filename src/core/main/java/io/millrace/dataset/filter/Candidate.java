package io.millrace.dataset.filter;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A record that may become a prompt.
 *
 * @param row the record; that of a generated prompt has no fields
 * @param prompt text of the prompt
 */
public record Candidate(JsonNode row, String prompt) {
    public Candidate {
        requireNonNull(row, "row");
        requireNonNull(prompt, "prompt");
    }

    /** The value of a field. */
    public JsonNode field(String path) {
        return FieldPath.at(row, path);
    }

    /** The texts of a field; the prompt for a blank path. */
    public List<String> texts(String path) {
        return path.isBlank() ? List.of(prompt) : FieldPath.texts(field(path));
    }

    /** The value of a field for a message: its texts, or otherwise its type. */
    public String shown(String path) {
        List<String> texts = FieldPath.texts(field(path));
        return texts.isEmpty() ? FieldPath.kind(field(path)) : String.join(", ", texts);
    }
}
