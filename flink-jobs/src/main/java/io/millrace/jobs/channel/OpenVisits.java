package io.millrace.jobs.channel;

import io.millrace.config.ConfigException;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.local.Plans;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.policy.StalenessPacing;
import java.nio.file.Files;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How many visits of a run may be in flight while later ones have ended.
 *
 * <p>A visit that ended in a round had started before the round was trained on: its ordinal is less than the number of
 * visits that had ended by then plus the window of the staleness bound. So, of the ordinals below the largest one ended, at most
 *
 * <pre>
 *   window - groups = maxStaleness * groups
 * </pre>
 *
 * <p>have not ended; at most the window of the split if rounds may be smaller or the window is shared with reflections; and none
 * after the last step of the configuration.
 */
public final class OpenVisits {
    private OpenVisits() {}

    /**
     * The maximum number of such visits by split; 0 for a folder without a configuration.
     *
     * @param step the last step that the run has taken
     */
    public static ToLongFunction<String> of(RunFolder run, long step) {
        if (!Files.exists(run.config())) {
            return split -> 0;
        }
        try {
            return of(ConfigReader.read(run.config(), List.of()), run, step);
        } catch (ConfigException e) {
            return split -> 0;
        }
    }

    private static ToLongFunction<String> of(MillraceConfig config, RunFolder run, long step) {
        StalenessPacing pacing =
                Plans.of(config, run, FaultPlan.NONE).settings().pacing();
        boolean whole = config.batch().maxWait().isZero() && pacing.reflections() == 0;
        boolean finished = config.run().steps() > 0 && step >= config.run().steps();
        if (whole && finished) {
            return split -> 0;
        }
        return split -> whole ? pacing.window(split) - pacing.groups() : pacing.window(split);
    }
}
