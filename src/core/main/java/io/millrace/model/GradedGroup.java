package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The responses of one visit with their verdicts and rewards, revisions and replays joined.
 *
 * @param visit the visit
 * @param prompt the prompt as the policy saw it, in tokens
 * @param responses all of them, ungraded ones too
 * @param replaced revisions that are not among them any more
 */
public record GradedGroup(
        PromptVisit visit, TokenIds prompt, List<GradedResponse> responses, ReplacedRevisions replaced)
        implements Passage {
    public GradedGroup {
        requireNonNull(replaced, "replaced");
        requireNonNull(visit, "visit");
        requireNonNull(prompt, "prompt");
        responses = List.copyOf(responses);
    }

    /** In which no revision was replaced. */
    public GradedGroup(PromptVisit visit, TokenIds prompt, List<GradedResponse> responses) {
        this(visit, prompt, responses, ReplacedRevisions.NONE);
    }

    /** The same visit with other responses. */
    public GradedGroup with(List<GradedResponse> others) {
        return new GradedGroup(visit, prompt, others, replaced);
    }

    /** The responses that have a verdict. */
    public List<GradedResponse> graded() {
        return responses.stream().filter(GradedResponse::graded).toList();
    }
}
