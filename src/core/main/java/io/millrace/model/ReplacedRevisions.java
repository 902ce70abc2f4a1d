package io.millrace.model;

import io.millrace.check.Require;

/**
 * Counts revisions that were replaced by copies of their originals (REA-RL): they are no longer in a group, but were sampled.
 *
 * @param incorrect incorrect revisions
 * @param ungraded revisions without a verdict
 * @param tokens number of tokens sampled for all of them
 */
public record ReplacedRevisions(int incorrect, int ungraded, long tokens) {
    /** No revision was replaced. */
    public static final ReplacedRevisions NONE = new ReplacedRevisions(0, 0, 0);

    public ReplacedRevisions {
        Require.that(incorrect >= 0, "replaced revisions: incorrect must be >= 0, was %d", incorrect);
        Require.that(ungraded >= 0, "replaced revisions: ungraded must be >= 0, was %d", ungraded);
        Require.that(tokens >= 0, "replaced revisions: tokens must be >= 0, was %d", tokens);
    }

    /** These counts with one more revision. */
    public ReplacedRevisions plus(GradedResponse revision) {
        return new ReplacedRevisions(
                incorrect + (revision.graded() ? 1 : 0),
                ungraded + (revision.graded() ? 0 : 1),
                tokens + revision.response().sampledTokens());
    }

    /** Total number of replaced revisions. */
    public int count() {
        return incorrect + ungraded;
    }
}
