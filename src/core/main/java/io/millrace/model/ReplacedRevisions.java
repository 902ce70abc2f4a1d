package io.millrace.model;

import io.millrace.check.Require;

/**
 * What became of the revisions that gave way to copies of their originals (REA-RL): they are in no group any more, but have been
 * sampled.
 *
 * @param wrong revisions that were wrong
 * @param ungraded revisions without a verdict
 * @param tokens that were sampled for all of them
 */
public record ReplacedRevisions(int wrong, int ungraded, long tokens) {
    /** No revision was replaced. */
    public static final ReplacedRevisions NONE = new ReplacedRevisions(0, 0, 0);

    public ReplacedRevisions {
        Require.that(wrong >= 0, "replaced revisions: wrong must be >= 0, was %d", wrong);
        Require.that(ungraded >= 0, "replaced revisions: ungraded must be >= 0, was %d", ungraded);
        Require.that(tokens >= 0, "replaced revisions: tokens must be >= 0, was %d", tokens);
    }

    /** With one more. */
    public ReplacedRevisions plus(GradedResponse revision) {
        return new ReplacedRevisions(
                wrong + (revision.graded() ? 1 : 0),
                ungraded + (revision.graded() ? 0 : 1),
                tokens + revision.response().sampledTokens());
    }

    /** Number of all of them. */
    public int count() {
        return wrong + ungraded;
    }
}
