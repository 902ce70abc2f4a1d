package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * The end of a visit, of which there is exactly one.
 *
 * @param visit the visit that ended
 * @param kind how it ended
 * @param detail why, for an end other than training; may be empty
 * @param graded responses that were sampled on it and have a verdict, whether they are trained or not
 * @param correct those among them that are right
 */
public record VisitEnd(PromptVisit visit, Kind kind, String detail, int graded, int correct) implements Passage {
    /** The ways in which a visit can end. */
    public enum Kind {
        /** Its responses were part of an optimizer step. */
        TRAINED,
        /** No response could be graded. */
        UNGRADED,
        /** Its responses were sampled by weights older than the staleness bound allows. */
        TOO_STALE,
        /** The prompt does not fit into the policy's context, or is longer than it may be. */
        PROMPT_TOO_LONG,
        /** The engine failed to sample it. */
        SAMPLING_FAILED,
        /** Its record could not be read, or no prompt could be made of its conversation. */
        UNREADABLE
    }

    public VisitEnd {
        requireNonNull(visit, "visit");
        requireNonNull(kind, "kind");
        requireNonNull(detail, "detail");
        Require.that(
                correct >= 0 && correct <= graded,
                "end of %s: correct must be in 0..%d, was %d",
                visit.prompt().queryId(),
                graded,
                correct);
    }

    /** The end of a visit on which nothing was graded. */
    public VisitEnd(PromptVisit visit, Kind kind, String detail) {
        this(visit, kind, detail, 0, 0);
    }
}
