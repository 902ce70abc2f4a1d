package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.model.GradedResponse;
import io.millrace.token.Tokenizer;

/**
 * Everything needed to build a rule.
 *
 * @param settings the part of the configuration that rewards depend on
 * @param tokenizer the tokenizer of the policy
 */
public record RewardContext(RewardSettings settings, Tokenizer tokenizer) {
    public RewardContext {
        requireNonNull(settings, "settings");
        requireNonNull(tokenizer, "tokenizer");
    }

    /** The text that the policy sampled, without special tokens. */
    public String text(GradedResponse response) {
        return tokenizer.decode(response.response().sampled());
    }
}
