package io.millrace.verify.math.symja;

import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the outcomes of questions. Failures are logged at the 1st, 2nd, 4th, 8th ... occurrence. */
final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

    synchronized void count(Outcome outcome, String about) {
        long times = counts.merge(outcome, 1L, Long::sum);
        boolean wrong = outcome == Outcome.KILLED || outcome == Outcome.FAILED || outcome == Outcome.SKIPPED;
        if (wrong && Long.bitCount(times) == 1) {
            LOG.warn("algebra system: {} for the {}. time: {}", outcome, times, about.replace('\t', ' '));
        }
    }

    /** The counts of all outcomes; 0 for those that never occurred. */
    synchronized Map<Outcome, Long> counts() {
        Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            all.put(outcome, counts.getOrDefault(outcome, 0L));
        }
        return all;
    }
}
