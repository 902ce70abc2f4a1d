package io.millrace.policy;

import io.millrace.model.PolicyException;

/**
 * Thrown if a prompt leaves no room for a response, or exceeds its maximum length. This is not an engine failure: the visit ends
 * and the stream continues.
 */
public final class PromptTooLongException extends PolicyException {
    private static final long serialVersionUID = 1;

    /**
     * @param queryId the query
     * @param promptTokens its length in tokens
     * @param contextTokens maximum length of prompt and response together, in tokens
     */
    public PromptTooLongException(String queryId, int promptTokens, int contextTokens) {
        super("prompt %s: must leave room for a response in a context of %d tokens, had %d"
                .formatted(queryId, contextTokens, promptTokens));
    }

    private PromptTooLongException(String message) {
        super(message);
    }

    /**
     * Checks that a prompt does not exceed its maximum length.
     *
     * @param promptTokens its length in tokens
     * @param most its maximum length, in tokens
     * @throws PromptTooLongException if it does
     */
    public static void check(String queryId, int promptTokens, int most) {
        if (promptTokens > most) {
            throw new PromptTooLongException("prompt %s: must have at most %d tokens (data.maxPromptTokens), had %d"
                    .formatted(queryId, most, promptTokens));
        }
    }
}
