package io.millrace.policy;

import io.millrace.Require;

/**
 * Says when a visit may be sampled, so that no response is trained too late.
 *
 * <pre>
 *   visit n may start  iff  n - ended(v) &lt; (maxStaleness + 1) * groups
 * </pre>
 *
 * <p>where n is the visit's ordinal in its split and ended(v) counts the visits of that split that had ended when the newest
 * version v was published. A pure function of ordinal and version: it needs no counters, so it holds across restores and
 * rescaling. With {@code maxStaleness} 0, batch b is sampled by exactly the weights of step b.
 *
 * @param maxStaleness optimizer steps between sampling and training at most, at least 0
 * @param groups visits that end per optimizer step, at least 1
 */
public record StalenessPacing(int maxStaleness, int groups) {
    public StalenessPacing {
        Require.that(maxStaleness >= 0, "pacing: maxStaleness must be >= 0, was %d", maxStaleness);
        Require.that(groups >= 1, "pacing: groups must be >= 1, was %d", groups);
    }

    /** How far beyond the visits that have ended a visit may start, in visits. */
    public long window() {
        return (maxStaleness + 1L) * groups;
    }

    /** Whether a visit may be sampled by this version. */
    public boolean mayStart(String split, long ordinal, PolicyVersion newest) {
        return ordinal - newest.ended().getOrDefault(split, 0L) < window();
    }
}
