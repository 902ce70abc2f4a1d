package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * A response after verification.
 *
 * @param response the sampled response
 * @param verdict the verifier's verdict c
 * @param rewards its rewards; {@link Rewards#NONE} while ungraded
 */
public record GradedResponse(Response response, Verdict verdict, Rewards rewards) {
    public GradedResponse {
        requireNonNull(response, "response");
        requireNonNull(verdict, "verdict");
        requireNonNull(rewards, "rewards");
    }

    public boolean correct() {
        return verdict.correct();
    }

    public boolean graded() {
        return verdict.kind() != Verdict.Kind.UNGRADED;
    }

    /** Total reward R. */
    public double reward() {
        return rewards.total();
    }
}
