package io.millrace.reward;

import io.millrace.check.Require;
import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;

/**
 * DAPO's soft overlong punishment (arXiv:2503.14476, equation 13): responses that come near the limit lose, right or wrong.
 *
 * <pre>
 *   R = 0                                        L &lt;= L_max - buffer
 *   R = ((L_max - buffer) - L) / buffer          L_max - buffer &lt; L &lt;= L_max
 *   R = -1                                       L &gt; L_max
 * </pre>
 *
 * <p>L in tokens. Range [-1, 0].
 *
 * @param name of the component
 * @param maxTokens L_max, at least 1
 * @param buffer in 1..L_max
 */
public record Overlong(String name, int maxTokens, int buffer) implements ResponseReward {
    public Overlong {
        Require.that(
                buffer >= 1 && buffer <= maxTokens, "%s: buffer must be in 1..%d, was %d", name, maxTokens, buffer);
    }

    @Override
    public double score(Prompt prompt, GradedResponse response) {
        int free = maxTokens - buffer;
        int length = Math.min(response.response().length(), maxTokens);
        return length <= free ? 0 : (double) (free - length) / buffer;
    }
}
