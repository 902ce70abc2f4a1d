package io.millrace.reward;

import io.millrace.check.OptionRules;
import io.millrace.model.GradedResponse;
import io.millrace.plugin.Default;

/**
 * R3's length bonus: correct responses earn {@code 1 - L / L_max}, not below 0.
 *
 * <pre>
 *   R_i = max(0, 1 - L_i / L_max)   if c_i is true
 *   R_i = 0                         if c_i is false
 * </pre>
 *
 * <p>L in tokens, of the response alone (arXiv:2601.19620). Range [0, 1).
 *
 * @param maxTokens L_max, in tokens, at least 0; 0 is {@code sampling.maxTokens}
 */
public record LengthBonus(@Default("0") int maxTokens) implements RewardType {
    public LengthBonus {
        OptionRules rules = new OptionRules("length-bonus");
        rules.that(maxTokens >= 0, "maxTokens", "must be >= 0, was %d", maxTokens);
        rules.done();
    }

    @Override
    public ResponseReward create(RewardContext context) {
        int limit = context.settings().limit(maxTokens);
        return (prompt, response) -> bonus(response, limit);
    }

    /** The bonus of a response. */
    public static double bonus(GradedResponse response, int maxTokens) {
        return response.correct() ? Math.max(0, 1 - (double) response.response().length() / maxTokens) : 0;
    }
}
