package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.text.ThinkingConfig;

/**
 * The part of a configuration that rewards depend on.
 *
 * @param maxTokens maximum response length, in tokens: {@code sampling.maxTokens}
 * @param thinking tags around the thinking
 * @param opening text that ends every prompt; empty for none
 */
public record RewardSettings(int maxTokens, ThinkingConfig thinking, String opening) {
    public RewardSettings {
        requireNonNull(thinking, "thinking");
        requireNonNull(opening, "opening");
    }

    /** A length limit in tokens; 0 stands for that of the sampler. */
    public int limit(int tokens) {
        return tokens == 0 ? maxTokens : tokens;
    }
}
