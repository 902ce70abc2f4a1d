package io.millrace.jobs.view;

/**
 * History of a query over the visits in the index.
 *
 * @param query its id
 * @param source source of the prompt
 * @param prompt start of the prompt's last message
 * @param visits number of visits
 * @param solved share of correct responses over all visits; NaN without a verdict
 * @param first share of correct responses on the first visit
 * @param last share on the last one
 * @param replays responses that were replayed into its groups
 * @param reflections visits with a reflection prompt
 * @param reward mean reward of all responses
 */
public record QueryLine(
        String query,
        String source,
        String prompt,
        int visits,
        double solved,
        double first,
        double last,
        long replays,
        long reflections,
        double reward) {
    /** Orders of queries. */
    public enum Order {
        /** Least often solved first. */
        HARDEST,
        /** Largest gain from the first to the last visit first. */
        IMPROVED,
        /** Largest loss first. */
        WORSENED,
        /** Most replayed first. */
        REPLAYED,
        /** Most visited first. */
        VISITED
    }
}
