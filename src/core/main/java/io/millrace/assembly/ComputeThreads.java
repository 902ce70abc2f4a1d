package io.millrace.assembly;

import io.millrace.config.MillraceConfig;

/**
 * How many CPU threads one call into the engine's library computes with.
 *
 * <p>Strictly on-policy, sampling and training take turns, and each call may have what the machine has, shared by the sampler's
 * subtasks. Otherwise both compute at the same time, and more threads than processors wait for each other.
 */
public final class ComputeThreads {
    private ComputeThreads() {}

    /** As many as {@code policy.threads} says; if that is 0, chosen by the mode of a run. */
    public static int of(MillraceConfig config) {
        return of(config, config.stream().maxStaleness() == 0);
    }

    /** As {@link #of(MillraceConfig)}, of a mode that may be another than that of a run. */
    public static int of(MillraceConfig config, boolean onPolicy) {
        return of(config, onPolicy, Runtime.getRuntime().availableProcessors());
    }

    /** @param processors of this machine, at least 1 */
    static int of(MillraceConfig config, boolean onPolicy, int processors) {
        if (config.policy().threads() > 0) {
            return config.policy().threads();
        }
        return onPolicy ? Math.max(1, processors / config.stream().parallelism()) : 1;
    }
}
