package io.millrace.reward;

import io.millrace.check.OptionRules;
import io.millrace.model.GradedResponse;
import io.millrace.plugin.Default;

/**
 * Cosine length reward: along half a cosine from one value at length 0 to another at L_max.
 *
 * <pre>
 *   R = r_L + (r_0 - r_L) (1 + cos(pi L / L_max)) / 2     L &lt; L_max,  r_0 and r_L depend on whether it is correct
 *   R = exceed                                            L &gt;= L_max
 * </pre>
 *
 * <p>L in tokens. Range: between r_0 and r_L, or exceed. In the paper (arXiv:2502.03373) this is the whole reward, from 2 to 1 for
 * correct responses; here it is added to the task's reward, so the values of correct responses are lower by 1.
 *
 * @param maxTokens L_max, in tokens, at least 0; 0 is {@code sampling.maxTokens}
 * @param rightStart value of a correct response of length 0
 * @param rightEnd value of a correct response just below L_max
 * @param wrongStart value of an incorrect response of length 0
 * @param wrongEnd value of an incorrect response just below L_max
 * @param exceed value of every response that reaches L_max
 */
public record Cosine(
        @Default("0") int maxTokens,
        @Default("1.0") double rightStart,
        @Default("0.0") double rightEnd,
        @Default("-1.0") double wrongStart,
        @Default("0.0") double wrongEnd,
        @Default("-1.0") double exceed)
        implements RewardType {
    public Cosine {
        OptionRules rules = new OptionRules("cosine");
        rules.that(maxTokens >= 0, "maxTokens", "must be >= 0, was %d", maxTokens);
        rules.done();
    }

    @Override
    public ResponseReward create(RewardContext context) {
        int limit = context.settings().limit(maxTokens);
        return (prompt, response) -> score(response, limit);
    }

    private double score(GradedResponse response, int limit) {
        int length = response.response().length();
        if (length >= limit) {
            return exceed;
        }
        double near = (1 + Math.cos(Math.PI * length / limit)) / 2;
        return response.correct() ? between(rightStart, rightEnd, near) : between(wrongStart, wrongEnd, near);
    }

    private static double between(double start, double end, double near) {
        return end + (start - end) * near;
    }
}
