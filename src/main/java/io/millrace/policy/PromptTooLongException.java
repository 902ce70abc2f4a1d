package io.millrace.policy;

/** A prompt leaves no room for a response. Not a fault of the engine: the visit ends, the stream goes on. */
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
}
