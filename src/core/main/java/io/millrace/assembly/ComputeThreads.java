package io.millrace.assembly;

import io.millrace.config.MillraceConfig;

/**
 * The number of CPU threads of one call into the engine's library.
 *
 * <p>In a strictly on-policy run, sampling and training take turns, so each call may use all processors, shared by the
 * sampler's subtasks.
 * Otherwise both compute concurrently, and more threads than processors would wait for each other.
 */
public final class ComputeThreads {
    private ComputeThreads() {}

    /** The value of {@code policy.threads}; if that is 0, chosen by the mode of the run. */
    public static int of(MillraceConfig config) {
        return of(config, config.stream().maxStaleness() == 0);
    }

    /** As {@link #of(MillraceConfig)}, for a given mode instead of the run's. */
    public static int of(MillraceConfig config, boolean onPolicy) {
        return of(config, onPolicy, Runtime.getRuntime().availableProcessors());
    }

    /** @param processors the processors of this machine, at least 1 */
    static int of(MillraceConfig config, boolean onPolicy, int processors) {
        if (config.policy().threads() > 0) {
            return config.policy().threads();
        }
        return onPolicy ? Math.max(1, processors / config.stream().parallelism()) : 1;
    }
}
