package io.millrace.token;

import io.millrace.model.PolicyException;

/**
 * A prompt cannot be made of a conversation: the chat template refuses it, or the vocabulary lacks some of its text. Not a fault of
 * the engine: the visit ends, the stream goes on.
 */
public final class UnreadablePromptException extends PolicyException {
    private static final long serialVersionUID = 1;

    /** @param cause says who, the rule and the value */
    public UnreadablePromptException(PolicyException cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
