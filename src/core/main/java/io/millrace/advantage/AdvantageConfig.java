package io.millrace.advantage;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Problems;

/**
 * Estimation of advantages.
 *
 * @param estimator the baseline and its scale
 * @param epsilon added to a standard deviation before dividing by it, at least 0
 * @param credit whether all tokens of a response share its advantage, or each token has its own from dense rewards
 * @param discount gamma of token credit, in [0, 1]: discount of a reward per token; 1 counts all later rewards, 0 only those of the
 *     token itself
 */
public record AdvantageConfig(EstimatorType estimator, double epsilon, Credit credit, double discount) {
    /** The rewards that a token is credited with. */
    public enum Credit {
        /** The response's total reward. */
        RESPONSE,
        /** The dense rewards from this token on, against the group's mean at the same position. */
        TOKEN
    }

    public AdvantageConfig {
        requireNonNull(estimator, "estimator");
        requireNonNull(credit, "credit");
        OptionRules rules = new OptionRules("advantage");
        rules.that(epsilon >= 0, "epsilon", "must be >= 0, was %s", epsilon);
        rules.that(discount >= 0 && discount <= 1, "discount", "must be in [0, 1], was %s", discount);
        rules.done();
    }

    /** Credit of tokens, with the discount. */
    public Returns returns() {
        return new Returns(credit, discount);
    }

    /**
     * Reports a problem if token credit is on, for rewards that cannot be combined with it.
     *
     * @param part key of the enabled rewards
     * @param reason why not
     */
    public void requireResponseCredit(String part, String reason, Problems problems) {
        if (credit != Credit.RESPONSE) {
            problems.report("advantage.credit", "must be response with %s, %s, was %s", part, reason, credit);
        }
    }
}
