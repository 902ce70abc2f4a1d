package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.method.Method;
import io.millrace.method.autothink.AutoThink;
import io.millrace.method.r3.R3;
import io.millrace.method.rearl.ReaRl;
import io.millrace.method.rorecomp.RoRecomp;
import java.util.List;

/**
 * The methods. All are off unless enabled, and any of them can be used together.
 *
 * @param rearl revised samples and rewards for length and reflection (arXiv:2505.19862)
 * @param autothink thinking where it is needed, taught in stages (arXiv:2505.10832)
 * @param r3 replay, reflection and ranking rewards for groups that teach nothing (arXiv:2601.19620)
 * @param rorecomp batches of short right and long wrong responses (arXiv:2509.25958)
 */
public record MethodConfig(ReaRl rearl, AutoThink autothink, R3 r3, RoRecomp rorecomp) {
    public MethodConfig {
        requireNonNull(rearl, "rearl");
        requireNonNull(autothink, "autothink");
        requireNonNull(r3, "r3");
        requireNonNull(rorecomp, "rorecomp");
    }

    /** All of them in the order of the stream: AutoThink first, since its reward is what a response is worth as a whole. */
    public List<Method> all() {
        return List.of(autothink, rearl, r3, rorecomp);
    }
}
