package io.millrace.model;

import io.millrace.check.Require;

/**
 * The range of policy versions that sampled some responses, as optimizer steps: unlike a version's number, a step is
 * the same whether or not the learner failed in the meantime.
 *
 * @param from optimizer step of the oldest weights, from 0; -1 if nothing was sampled
 * @param to optimizer step of the newest weights, at least {@code from}
 */
public record PolicySteps(long from, long to) {
    /** Nothing was sampled. */
    public static final PolicySteps NONE = new PolicySteps(-1, -1);

    public PolicySteps {
        Require.that(
                from >= 0 && to >= from || from == -1 && to == -1,
                "policy steps: must have 0 <= from <= to, were %d and %d",
                from,
                to);
    }

    /** Whether anything was sampled. */
    public boolean known() {
        return from >= 0;
    }

    /** The range that covers both. */
    public PolicySteps and(PolicySteps other) {
        if (!known() || !other.known()) {
            return known() ? this : other;
        }
        return new PolicySteps(Math.min(from, other.from), Math.max(to, other.to));
    }

    /** The range that also includes the weights of one step. */
    public PolicySteps and(long step) {
        return and(new PolicySteps(step, step));
    }
}
