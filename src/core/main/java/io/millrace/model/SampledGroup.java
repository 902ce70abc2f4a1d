package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.List;

/**
 * The responses sampled for one visit, not yet graded.
 *
 * @param visit the visit
 * @param prompt the prompt as the policy saw it, in tokens
 * @param responses at least one
 */
public record SampledGroup(PromptVisit visit, TokenIds prompt, List<Response> responses) implements Passage {
    public SampledGroup {
        requireNonNull(visit, "visit");
        requireNonNull(prompt, "prompt");
        responses = List.copyOf(responses);
        Require.that(
                !responses.isEmpty(),
                "group of %s: must have at least one response",
                visit.prompt().queryId());
    }
}
