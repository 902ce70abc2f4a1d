package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedMap;
import java.util.Map;

/**
 * State and counters of one of the servers that an engine samples on, since the engine started.
 *
 * @param name host and port
 * @param ready whether it samples with the current weights, or is about to
 * @param version number of the policy version that it samples with; -1 if unknown
 * @param inFlight responses in progress
 * @param responses responses finished
 * @param responseTokens response tokens sampled
 * @param faults number of faults by kind, every kind included, in lower case
 */
public record ServerStatistics(
        String name,
        boolean ready,
        long version,
        int inFlight,
        long responses,
        long responseTokens,
        Map<String, Long> faults) {
    public ServerStatistics {
        requireNonNull(name, "name");
        faults = OrderedMap.sortedCopyOf(faults);
    }
}
