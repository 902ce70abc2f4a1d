package io.millrace.jobs.view;

import java.util.List;
import java.util.Map;

/**
 * A summary of responses.
 *
 * @param from start of their event time, in epoch milliseconds
 * @param to end of their event time, excluded
 * @param firstStep smallest optimizer step of the weights that sampled them; -1 if unknown
 * @param lastStep largest optimizer step of the weights that sampled them; -1 if unknown
 * @param counts what the window counts, by name
 * @param ungraded responses without a verdict, by reason
 * @param collapseRate share of trained groups without a learning signal; NaN without any
 * @param mean of the value; NaN without any
 * @param quantiles of the value at {@link #LEVELS}; empty for a component of the reward
 * @param first index of the first bin
 * @param bins number of values by bin, from the first one on
 */
public record Slice(
        long from,
        long to,
        long firstStep,
        long lastStep,
        Map<String, Long> counts,
        Map<String, Long> ungraded,
        double collapseRate,
        double mean,
        List<Double> quantiles,
        long first,
        List<Long> bins) {
    /** The quantiles of a slice. */
    public static final List<Double> LEVELS = List.of(0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99);
}
