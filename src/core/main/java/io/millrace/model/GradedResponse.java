package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * A response after verification.
 *
 * @param response what was sampled
 * @param verdict the verifier's finding c
 * @param rewards what it earned; {@link Rewards#NONE} while ungraded
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
