package io.millrace.eval;

import static java.util.Objects.requireNonNull;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import java.util.List;

/**
 * The graded responses of a policy to a prompt.
 *
 * @param prompt the prompt
 * @param responses graded responses; empty if the engine could not sample the prompt
 * @param failure reason of a sampling failure; empty otherwise
 */
public record AnsweredPrompt(Prompt prompt, List<GradedResponse> responses, String failure) {
    public AnsweredPrompt {
        requireNonNull(prompt, "prompt");
        requireNonNull(failure, "failure");
        responses = List.copyOf(responses);
    }
}
