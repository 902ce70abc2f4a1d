package io.millrace.trace;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Prompt;
import java.util.List;

/**
 * A record of a trace.
 *
 * @param prompt that was asked; its id is the same as a data set's that holds the same prompt
 * @param responses that were given to it, at least one
 */
public record Recording(Prompt prompt, List<RecordedResponse> responses) {
    public Recording {
        requireNonNull(prompt, "prompt");
        responses = List.copyOf(responses);
    }
}
