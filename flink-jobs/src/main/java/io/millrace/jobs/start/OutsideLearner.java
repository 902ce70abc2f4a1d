package io.millrace.jobs.start;

import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;

/** A learner outside Millrace needs rollout and learner as two jobs: the program trains between them. */
public final class OutsideLearner {
    private OutsideLearner() {}

    /**
     * Checks the start of a job.
     *
     * @param split whether rollout and learner are separate jobs
     * @throws RefusedException if one job would be the whole loop, with an outside learner
     */
    public static void check(MillraceConfig config, boolean split) {
        if (config.learner().isOutside() && !split) {
            throw new RefusedException(
                    "learner.kind: must be embedded for a run of one job, was outside: start its two halves with --only rollout and --only learner (docs/outside-learner.md)");
        }
    }
}
