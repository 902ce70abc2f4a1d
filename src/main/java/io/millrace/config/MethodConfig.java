package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.method.autothink.AutoThinkConfig;
import io.millrace.method.r3.R3Config;
import io.millrace.method.rearl.ReaRlConfig;
import io.millrace.method.rorecomp.RoRecompConfig;

/**
 * The methods. All are off unless enabled, and any of them can be used together.
 *
 * @param rearl revised samples and rewards for length and reflection (arXiv:2505.19862)
 * @param autothink thinking where it is needed, taught in stages (arXiv:2505.10832)
 * @param r3 replay, reflection and ranking rewards for groups that teach nothing (arXiv:2601.19620)
 * @param rorecomp batches of short right and long wrong responses (arXiv:2509.25958)
 */
public record MethodConfig(ReaRlConfig rearl, AutoThinkConfig autothink, R3Config r3, RoRecompConfig rorecomp) {
    public MethodConfig {
        requireNonNull(rearl, "rearl");
        requireNonNull(autothink, "autothink");
        requireNonNull(r3, "r3");
        requireNonNull(rorecomp, "rorecomp");
    }
}
