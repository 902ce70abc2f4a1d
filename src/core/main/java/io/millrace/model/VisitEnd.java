package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * The end of a visit; each visit has exactly one.
 *
 * @param visit the visit that ended
 * @param kind how it ended
 * @param detail why, for an end other than training; may be empty
 * @param graded number of responses sampled on it that have a verdict, trained on or not
 * @param correct correct responses among them
 * @param policy weights that sampled its responses
 */
public record VisitEnd(PromptVisit visit, Kind kind, String detail, int graded, int correct, PolicySteps policy)
        implements Passage {
    /** The ways in which a visit can end. */
    public enum Kind {
        /** Its responses were part of an optimizer step. */
        TRAINED,
        /** No response could be graded. */
        UNGRADED,
        /** Its responses were sampled by weights older than the staleness bound allows. */
        TOO_STALE,
        /** The prompt does not fit into the policy's context or exceeds its maximum length. */
        PROMPT_TOO_LONG,
        /** The engine failed to sample it. */
        SAMPLING_FAILED,
        /** Its record could not be read, or its conversation could not be turned into a prompt. */
        UNREADABLE,
        /** Its deadline had passed when its turn came, so it was not sampled. */
        EXPIRED
    }

    public VisitEnd {
        requireNonNull(visit, "visit");
        requireNonNull(kind, "kind");
        requireNonNull(detail, "detail");
        requireNonNull(policy, "policy");
        Require.that(
                correct >= 0 && correct <= graded,
                "end of %s: correct must be in 0..%d, was %d",
                visit.prompt().queryId(),
                graded,
                correct);
    }

    /** The end of a visit without graded responses. */
    public VisitEnd(PromptVisit visit, Kind kind, String detail) {
        this(visit, kind, detail, 0, 0);
    }

    /** The end of a visit whose weights are unknown. */
    public VisitEnd(PromptVisit visit, Kind kind, String detail, int graded, int correct) {
        this(visit, kind, detail, graded, correct, PolicySteps.NONE);
    }
}
