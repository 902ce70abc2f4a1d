package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.text.ThinkingConfig;

/**
 * The part of a configuration that rewards depend on.
 *
 * @param maxTokens length of a response at most, in tokens: {@code sampling.maxTokens}
 * @param thinking tags around the thinking
 * @param opening text that the prompts end with; empty for none
 */
public record RewardSettings(int maxTokens, ThinkingConfig thinking, String opening) {
    public RewardSettings {
        requireNonNull(thinking, "thinking");
        requireNonNull(opening, "opening");
    }

    /** A length limit in tokens, where 0 stands for that of the sampler. */
    public int limit(int tokens) {
        return tokens == 0 ? maxTokens : tokens;
    }
}
