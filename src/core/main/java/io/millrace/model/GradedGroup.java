package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The responses of one visit with their verdicts and rewards, including revisions and replays.
 *
 * @param visit the visit
 * @param prompt the prompt as the policy saw it, in tokens
 * @param responses all responses, including ungraded ones
 * @param replaced revisions that are no longer among them
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

    /** A group without replaced revisions. */
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

    /** The weights that sampled the responses of the visit; those of replays are not the visit's. */
    public PolicySteps policy() {
        return responses.stream()
                .map(GradedResponse::response)
                .filter(response -> response.origin() != Origin.REPLAYED)
                .flatMap(response -> response.spans().stream())
                .map(span -> new PolicySteps(span.step(), span.step()))
                .reduce(PolicySteps.NONE, PolicySteps::and);
    }
}
