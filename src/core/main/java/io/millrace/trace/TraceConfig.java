package io.millrace.trace;

import static java.util.Objects.requireNonNull;

import io.millrace.dataset.FieldMapping;

/**
 * A file of recorded responses: JSON lines, each with a prompt and the responses to it.
 *
 * @param path the file; blank if nothing is replayed
 * @param fields paths of the prompt and its id in a line, as in {@code data.train.fields}, so that both have the same ids;
 *     {@code score} also uses truths, source and task
 * @param responses path of one response or a list of them, each a text or a section; blank takes the first present of
 *     {@code responses}, {@code response}, {@code completions}, {@code completion}, {@code outputs}, {@code output},
 *     {@code generation}
 */
public record TraceConfig(String path, FieldMapping fields, String responses) {
    public TraceConfig {
        requireNonNull(path, "path");
        requireNonNull(fields, "fields");
        requireNonNull(responses, "responses");
    }
}
