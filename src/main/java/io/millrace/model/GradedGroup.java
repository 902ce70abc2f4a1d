package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The responses of one visit with their verdicts and rewards, revisions and replays joined.
 *
 * @param visit the visit
 * @param prompt the prompt as the policy saw it, in tokens
 * @param responses all of them, ungraded ones too
 */
public record GradedGroup(PromptVisit visit, TokenIds prompt, List<GradedResponse> responses) implements Passage {
    public GradedGroup {
        requireNonNull(visit, "visit");
        requireNonNull(prompt, "prompt");
        responses = List.copyOf(responses);
    }

    /** The responses that have a verdict. */
    public List<GradedResponse> graded() {
        return responses.stream().filter(GradedResponse::graded).toList();
    }
}
