package io.millrace.policy;

import io.millrace.model.PolicyException;

/** A prompt leaves no room for a response, or is longer than it may be. Not a fault of the engine: the visit ends, the stream goes on. */
public final class PromptTooLongException extends PolicyException {
    private static final long serialVersionUID = 1;

    /**
     * @param queryId the query
     * @param promptTokens its length in tokens
     * @param contextTokens prompt and response together at most, in tokens
     */
    public PromptTooLongException(String queryId, int promptTokens, int contextTokens) {
        super("prompt %s: must leave room for a response in a context of %d tokens, had %d"
                .formatted(queryId, contextTokens, promptTokens));
    }

    private PromptTooLongException(String message) {
        super(message);
    }

    /**
     * Makes sure that a prompt is not longer than it may be.
     *
     * @param promptTokens its length in tokens
     * @param most that it may have
     * @throws PromptTooLongException if it is
     */
    public static void check(String queryId, int promptTokens, int most) {
        if (promptTokens > most) {
            throw new PromptTooLongException("prompt %s: must have at most %d tokens (data.maxPromptTokens), had %d"
                    .formatted(queryId, most, promptTokens));
        }
    }
}
