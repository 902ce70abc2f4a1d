package io.millrace.reward;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;

/**
 * DAPO's soft overlong punishment: 0 up to {@code L_max - buffer} tokens, from there linear to -1 at L_max.
 *
 * <pre>
 *   R = 0                                        L &lt;= L_max - buffer
 *   R = ((L_max - buffer) - L) / buffer          L_max - buffer &lt; L &lt;= L_max
 *   R = -1                                       L &gt; L_max
 * </pre>
 *
 * <p>L in tokens, of correct and incorrect responses alike (arXiv:2503.14476, equation 13). Range [-1, 0].
 *
 * @param maxTokens L_max, in tokens, at least 0; 0 is {@code sampling.maxTokens}
 * @param buffer tokens before L_max over which the punishment grows, at least 1; at most L_max
 */
public record Overlong(
        @Default("0") int maxTokens, @Default("4096") int buffer) implements RewardType {
    public Overlong {
        OptionRules rules = new OptionRules("overlong");
        rules.that(maxTokens >= 0, "maxTokens", "must be >= 0, was %d", maxTokens);
        rules.that(buffer >= 1, "buffer", "must be >= 1, was %d", buffer);
        rules.done();
    }

    @Override
    public void check(RewardSettings settings, Problems problems) {
        int limit = settings.limit(maxTokens);
        if (buffer > limit) {
            problems.report("buffer", "must be <= maxTokens (%d), was %d", limit, buffer);
        }
    }

    @Override
    public ResponseReward create(RewardContext context) {
        int limit = context.settings().limit(maxTokens);
        return (prompt, response) -> score(response.response().length(), limit);
    }

    private double score(int tokens, int limit) {
        int free = limit - buffer;
        int length = Math.min(tokens, limit);
        return length <= free ? 0 : (double) (free - length) / buffer;
    }
}
