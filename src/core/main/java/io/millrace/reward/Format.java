package io.millrace.reward;

import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;

/**
 * Format reward: 1 if the thinking is opened once, closed once, and followed by an answer.
 *
 * <pre>
 *   R = 1   if thinking is opened at the beginning and not again, closed once, and followed by an answer
 *   R = 0 otherwise
 * </pre>
 *
 * <p>Where prompts open the thinking, the response must not open it again.
 */
public record Format() implements RewardType {
    @Override
    public ResponseReward create(RewardContext context) {
        ThinkingConfig tags = context.settings().thinking();
        boolean opened =
                new Thoughts(context.tokenizer(), tags, context.settings().opening()).opened();
        return (prompt, response) -> formatted(context.text(response), tags, opened) ? 1 : 0;
    }

    private static boolean formatted(String text, ThinkingConfig tags, boolean opened) {
        String begun = text.stripLeading();
        if (!opened && !begun.startsWith(tags.open())) {
            return false;
        }
        String rest = opened ? begun : begun.substring(tags.open().length());
        int close = rest.indexOf(tags.close());
        return close >= 0
                && !rest.contains(tags.open())
                && rest.indexOf(tags.close(), close + tags.close().length()) < 0
                && !rest.substring(close + tags.close().length()).isBlank();
    }
}
