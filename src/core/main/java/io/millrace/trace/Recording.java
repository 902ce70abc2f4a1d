package io.millrace.trace;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Prompt;
import java.util.List;

/**
 * A record of a trace.
 *
 * @param prompt the prompt; its id equals that of the same prompt in a data set
 * @param responses recorded responses to it, at least one
 */
public record Recording(Prompt prompt, List<RecordedResponse> responses) {
    public Recording {
        requireNonNull(prompt, "prompt");
        responses = List.copyOf(responses);
    }
}
