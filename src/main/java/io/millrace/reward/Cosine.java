package io.millrace.reward;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;

/**
 * Cosine length reward (arXiv:2502.03373): from one value at length 0 to another at the limit, along half a cosine.
 *
 * <pre>
 *   R = r_L + (r_0 - r_L) (1 + cos(pi L / L_max)) / 2     L &lt; L_max,  r_0 and r_L by whether it is right
 *   R = exceed                                            L &gt;= L_max
 * </pre>
 *
 * <p>L in tokens. Between r_0 and r_L, or exceed. The paper's reward is the whole of it, with right ones from 2 to 1; here it is
 * added to the task's, so a right one's values are less by 1.
 */
public final class Cosine implements ResponseReward {
    private final CosineConfig config;
    private final int maxTokens;

    /** @param maxTokens L_max, at least 1 */
    public Cosine(CosineConfig config, int maxTokens) {
        this.config = config;
        this.maxTokens = maxTokens;
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public double score(Prompt prompt, GradedResponse response) {
        int length = response.response().length();
        if (length >= maxTokens) {
            return config.exceed();
        }
        double near = (1 + Math.cos(Math.PI * length / maxTokens)) / 2;
        return response.correct()
                ? between(config.rightStart(), config.rightEnd(), near)
                : between(config.wrongStart(), config.wrongEnd(), near);
    }

    private static double between(double start, double end, double near) {
        return end + (start - end) * near;
    }
}
