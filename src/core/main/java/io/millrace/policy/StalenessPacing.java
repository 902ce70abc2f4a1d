package io.millrace.policy;

import io.millrace.check.Require;
import io.millrace.model.PolicyVersion;
import java.io.Serializable;

/**
 * Decides when a visit may be sampled, so that no response is trained on too late.
 *
 * <pre>
 *   visit n may start  iff  n - ended(v) &lt; window(split)
 *   window(prompts) + window(reflections) + spare = (maxStaleness + 1) * groups
 *   spare = 0 without reflections, else shards - 1
 * </pre>
 *
 * <p>where n is the visit's ordinal in its split and ended(v) counts the visits of that split that had ended when the newest
 * version v was published. A pure function of ordinal and version: it needs no counters, so it holds across restores and rescaling.
 * With {@code maxStaleness} 0, batch b is sampled by exactly the weights of step b.
 *
 * <p>Each shard takes its visits by ordinal and ends equally many of every round. With one split, this divides the window
 * evenly; with two splits, each may be one ordinal ahead in a shard, and together they could exceed the shard's part by a
 * visit, which would be trained on a step too late: hence the spare visits.
 *
 * @param maxStaleness maximum number of optimizer steps between sampling and training, at least 0
 * @param groups visits that end per optimizer step, at least 1
 * @param reflections window of the reflections, in visits; 0 if there are none
 * @param shards the shards of compose, at least 1
 */
public record StalenessPacing(int maxStaleness, int groups, int reflections, int shards) implements Serializable {
    /** The split of reflection prompts. */
    public static final String REFLECTIONS = "reflections";

    /** The split of prompts that arrive in a channel. */
    public static final String STREAM = "stream";

    /** Tolerance for rounding errors in a share of a whole number. */
    private static final double ROUNDING = 1e-9;

    public StalenessPacing {
        Require.that(maxStaleness >= 0, "pacing: maxStaleness must be >= 0, was %d", maxStaleness);
        Require.that(groups >= 1, "pacing: groups must be >= 1, was %d", groups);
        Require.that(shards >= 1, "pacing: shards must be >= 1, was %d", shards);
        Require.that(
                reflections >= 0 && reflections <= maxStaleness * (long) groups,
                "pacing: reflections must be in 0..maxStaleness * groups = %d, otherwise prompts cannot fill a step, was %d",
                maxStaleness * (long) groups,
                reflections);
    }

    /** Pacing of a stream without reflections. */
    public StalenessPacing(int maxStaleness, int groups) {
        this(maxStaleness, groups, 0, 1);
    }

    /**
     * This pacing with a window for reflections.
     *
     * <p>Reflections may be few or none, so prompts alone must be able to fill every shard's part of all steps up to the next
     * version, even if a shard has one ordinal less of either split than the others:
     *
     * <pre>
     *   window(prompts) &gt;= publishEvery * groups + shards - 1
     * </pre>
     *
     * @param share the share of all visits in flight, in (0, 0.5]
     * @param over shards of compose, at least 1
     * @param publishEvery steps from one version to the next, at least 1
     */
    public StalenessPacing sharedWithReflections(double share, int over, int publishEvery) {
        long most = (maxStaleness + 1L - publishEvery) * groups - 2L * (over - 1);
        int reflected = (int) Math.min(most, (long) (share * window() + ROUNDING));
        Require.that(
                reflected >= 1,
                "pacing: reflections must have a window of at least 1 visit, had %d: raise stream.maxStaleness or batch.groups, or"
                        + " lower learner.publishEvery or batch.shards",
                Math.max(0, reflected));
        return new StalenessPacing(maxStaleness, groups, reflected, over);
    }

    /** Maximum number of visits in the stream at once, over all splits. */
    public long window() {
        return (maxStaleness + 1L) * groups;
    }

    /** Maximum number of visits by which a visit of a split may start ahead of the ended ones. */
    public long window(String split) {
        if (split.equals(REFLECTIONS)) {
            return reflections;
        }
        return reflections == 0 ? window() : window() - reflections - (shards - 1);
    }

    /**
     * Whether a visit may be sampled by this version. If the window for reflections is closed, a reflection may always be
     * sampled: it entered the stream while its window was open, and visits in the stream must be able to end.
     */
    public boolean mayStart(String split, long ordinal, PolicyVersion newest) {
        if (reflections == 0 && split.equals(REFLECTIONS)) {
            return true;
        }
        return ordinal - newest.ended().getOrDefault(split, 0L) < window(split);
    }
}
