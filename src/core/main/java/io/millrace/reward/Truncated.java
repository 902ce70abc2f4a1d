package io.millrace.reward;

import io.millrace.model.FinishReason;

/**
 * Truncation penalty: -1 for a response that reached the token limit.
 *
 * <pre>
 *   R = -1 if the response did not end on its own
 *   R =  0   if it did
 * </pre>
 *
 * <p>Unlike {@link Overlong}, responses that end just below the limit are not penalised.
 */
public record Truncated() implements RewardType {
    @Override
    public ResponseReward create(RewardContext context) {
        return (prompt, response) -> response.response().finish() == FinishReason.LENGTH ? -1 : 0;
    }
}
