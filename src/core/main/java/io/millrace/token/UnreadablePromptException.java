package io.millrace.token;

import io.millrace.model.PolicyException;

/**
 * Thrown if a conversation cannot be turned into a prompt: the chat template rejects it, or the vocabulary cannot encode it. This
 * is not an engine failure: the visit ends and the stream continues.
 */
public final class UnreadablePromptException extends PolicyException {
    private static final long serialVersionUID = 1;

    /** @param cause names component, rule and value */
    public UnreadablePromptException(PolicyException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
