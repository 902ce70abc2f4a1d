package io.millrace.eval;

import static java.util.Objects.requireNonNull;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import java.util.List;

/**
 * What a policy answered to a prompt.
 *
 * @param prompt that was asked
 * @param responses graded; none if the engine could not sample it
 * @param failure why it could not; empty if it could
 */
public record Answered(Prompt prompt, List<GradedResponse> responses, String failure) {
    public Answered {
        requireNonNull(prompt, "prompt");
        requireNonNull(failure, "failure");
        responses = List.copyOf(responses);
    }
}
