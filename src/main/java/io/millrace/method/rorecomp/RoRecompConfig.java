package io.millrace.method.rorecomp;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * RoRecomp.
 *
 * @param enabled whether it is used
 * @param alpha share of the right and of the wrong responses of a group that go into the priority batch, in (0, 1]
 * @param cost what makes a response long
 * @param toolCallMark text that counts one tool call each time it occurs in a response; must not be a special token, which has no
 *     text
 * @param capacity responses left over that make a compensation batch, over all shards, at least 1
 * @param pStart probability that a compensation batch is trained at step 0, in [0, 1]
 * @param pEnd the same from {@code plannedSteps} on, in [0, pStart]
 * @param plannedSteps optimizer steps over which the probability falls; 0 takes run.steps
 * @param advantages what a response is compared with
 */
public record RoRecompConfig(
        boolean enabled,
        double alpha,
        Cost cost,
        String toolCallMark,
        int capacity,
        double pStart,
        double pEnd,
        long plannedSteps,
        Advantages advantages) {
    /** What makes a response long. */
    public enum Cost {
        /** Its tokens. */
        TOKENS,
        /** The calls of tools in it. */
        TOOL_CALLS
    }

    /** What a response is compared with. */
    public enum Advantages {
        /** Its whole group, before the group is split. */
        GROUP,
        /** Those of its group that go the same way, into the priority batch or among the leftovers; alone, its whole group. */
        BATCH
    }

    public RoRecompConfig {
        requireNonNull(cost, "cost");
        requireNonNull(toolCallMark, "toolCallMark");
        requireNonNull(advantages, "advantages");
        Require.that(alpha > 0 && alpha <= 1, "rorecomp: alpha must be in (0, 1], was %s", alpha);
        Require.that(
                cost == Cost.TOKENS || !toolCallMark.isEmpty(),
                "rorecomp: toolCallMark must not be empty with cost tool-calls");
        Require.that(capacity >= 1, "rorecomp: capacity must be >= 1, was %d", capacity);
        Require.that(pStart >= 0 && pStart <= 1, "rorecomp: pStart must be in [0, 1], was %s", pStart);
        Require.that(pEnd >= 0 && pEnd <= pStart, "rorecomp: pEnd must be in [0, pStart (%s)], was %s", pStart, pEnd);
        Require.that(plannedSteps >= 0, "rorecomp: plannedSteps must be >= 0, was %d", plannedSteps);
    }
}
