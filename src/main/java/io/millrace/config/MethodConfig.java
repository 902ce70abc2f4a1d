package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.method.r3.R3Config;
import io.millrace.method.rorecomp.RoRecompConfig;

/**
 * The methods. All are off unless enabled, and any of them can be used together.
 *
 * @param r3 replay, reflection and ranking rewards for groups that teach nothing (arXiv:2601.19620)
 * @param rorecomp batches of short right and long wrong responses (arXiv:2509.25958)
 */
public record MethodConfig(R3Config r3, RoRecompConfig rorecomp) {
    public MethodConfig {
        requireNonNull(r3, "r3");
        requireNonNull(rorecomp, "rorecomp");
    }
}
