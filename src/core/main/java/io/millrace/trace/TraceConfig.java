package io.millrace.trace;

import static java.util.Objects.requireNonNull;

import io.millrace.dataset.FieldMapping;

/**
 * A file of recorded responses: JSON lines, each with a prompt and what was answered to it.
 *
 * @param path the file; blank where nothing is replayed
 * @param fields where a line holds its prompt and the prompt's id, as in {@code data.train.fields}, so that both have the same ids;
 *     {@code score} goes by truths, source and task too
 * @param responses path of one response or a list of them, each a text or a section; blank takes the first present of {@code
 *     responses}, {@code response}, {@code completions}, {@code completion}, {@code outputs}, {@code output}, {@code generation}
 */
public record TraceConfig(String path, FieldMapping fields, String responses) {
    public TraceConfig {
        requireNonNull(path, "path");
        requireNonNull(fields, "fields");
        requireNonNull(responses, "responses");
    }
}
