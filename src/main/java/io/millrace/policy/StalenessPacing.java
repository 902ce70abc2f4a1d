package io.millrace.policy;

import io.millrace.Require;
import java.io.Serializable;

/**
 * Says when a visit may be sampled, so that no response is trained too late.
 *
 * <pre>
 *   visit n may start  iff  n - ended(v) &lt; window(split)
 *   window(prompts) + window(reflections) = (maxStaleness + 1) * groups
 * </pre>
 *
 * <p>where n is the visit's ordinal in its split and ended(v) counts the visits of that split that had ended when the newest
 * version v was published. A pure function of ordinal and version: it needs no counters, so it holds across restores and
 * rescaling. With {@code maxStaleness} 0, batch b is sampled by exactly the weights of step b.
 *
 * <p>Prompts alone must be able to fill a step, for reflections may be few or none: so their window is at least {@code groups},
 * and reflections need a {@code maxStaleness} of at least 1.
 *
 * @param maxStaleness optimizer steps between sampling and training at most, at least 0
 * @param groups visits that end per optimizer step, at least 1
 * @param reflections window of the reflections, in visits; 0 if there are none
 */
public record StalenessPacing(int maxStaleness, int groups, int reflections) implements Serializable {
    /** The split of reflection prompts. */
    public static final String REFLECTIONS = "reflections";

    public StalenessPacing {
        Require.that(maxStaleness >= 0, "pacing: maxStaleness must be >= 0, was %d", maxStaleness);
        Require.that(groups >= 1, "pacing: groups must be >= 1, was %d", groups);
        Require.that(
                reflections >= 0 && reflections <= maxStaleness * (long) groups,
                "pacing: reflections must be in 0..maxStaleness * groups = %d or prompts could not fill a step, was %d",
                maxStaleness * (long) groups,
                reflections);
    }

    /** Pacing of a stream without reflections. */
    public StalenessPacing(int maxStaleness, int groups) {
        this(maxStaleness, groups, 0);
    }

    /**
     * This pacing with a window for reflections.
     *
     * <p>Each shard takes its visits of a round by ordinal, and shards may get unequally many reflections, up to all that are in
     * flight. So that prompts can fill every shard's part all the same, their window must exceed a step by that much for each
     * other shard: {@code reflections <= (maxStaleness * groups - (shards - 1)) / shards}.
     *
     * @param share of all visits in flight, in (0, 0.5]
     * @param shards of compose, at least 1
     */
    public StalenessPacing sharedWithReflections(double share, int shards) {
        long most = Math.max(0, (long) maxStaleness * groups - (shards - 1)) / shards;
        int window = (int) Math.min(most, (long) (share * window()));
        Require.that(
                window >= 1,
                "pacing: reflections must have a window of at least 1 visit, had %d: raise stream.maxStaleness or batch.groups, or"
                        + " lower batch.shards",
                window);
        return new StalenessPacing(maxStaleness, groups, window);
    }

    /** How many visits may be in the stream at once, over all splits. */
    public long window() {
        return (maxStaleness + 1L) * groups;
    }

    /** How far beyond the visits of a split that have ended one of them may start, in visits. */
    public long window(String split) {
        return split.equals(REFLECTIONS) ? reflections : window() - reflections;
    }

    /** Whether a visit may be sampled by this version. */
    public boolean mayStart(String split, long ordinal, PolicyVersion newest) {
        return ordinal - newest.ended().getOrDefault(split, 0L) < window(split);
    }
}
