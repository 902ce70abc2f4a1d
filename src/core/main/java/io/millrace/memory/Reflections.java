package io.millrace.memory;

import io.millrace.check.Require;

/**
 * Counts the reflections of the policy on a query and their success.
 *
 * @param sent reflection prompts sent
 * @param tried reflection groups that returned with a verdict
 * @param won those among them with a correct response
 * @param lastVisit number of the query's visits in memory when the last one was sent; -1 before
 * @param waiting whether the last one has not returned with a verdict
 */
public record Reflections(long sent, long tried, long won, long lastVisit, boolean waiting) {
    /** The reflections of a query that was never reflected on. */
    public static final Reflections NONE = new Reflections(0, 0, 0, -1, false);

    public Reflections {
        Require.that(won <= tried, "reflections: won must be <= tried (%d), was %d", tried, won);
    }

    /** With one more reflection, sent after this many visits. */
    public Reflections sentAt(long visits) {
        return new Reflections(sent + 1, tried, won, visits, true);
    }

    /** With one more reflection that returned. */
    public Reflections returned(boolean success) {
        return new Reflections(sent, tried + 1, won + (success ? 1 : 0), lastVisit, false);
    }
}
