package io.millrace.memory;

import io.millrace.check.Require;

/**
 * How often the policy was asked to reflect on a query, and with what success.
 *
 * @param sent reflection prompts sent
 * @param tried reflection groups that came back with a verdict
 * @param won those among them with a correct response
 * @param lastVisit visits that memory had of the query when the last one was sent; -1 before
 * @param waiting whether that one has not come back with a verdict
 */
public record Reflections(long sent, long tried, long won, long lastVisit, boolean waiting) {
    /** Of a query that was never reflected on. */
    public static final Reflections NONE = new Reflections(0, 0, 0, -1, false);

    public Reflections {
        Require.that(won <= tried, "reflections: won must be <= tried (%d), was %d", tried, won);
    }

    /** One more that is sent after so many visits. */
    public Reflections sentAt(long visits) {
        return new Reflections(sent + 1, tried, won, visits, true);
    }

    /** One more that has come back. */
    public Reflections cameBack(boolean success) {
        return new Reflections(sent, tried + 1, won + (success ? 1 : 0), lastVisit, false);
    }
}
