package io.millrace.policy;

import io.millrace.model.PolicyException;

/**
 * Thrown if a recording has no response to a prompt. This is not an engine failure: the visit ends and the stream continues.
 */
public final class NotRecordedException extends PolicyException {
    private static final long serialVersionUID = 1;

    /**
     * @param queryId the query
     * @param recording name of the recording that was searched
     */
    public NotRecordedException(String queryId, String recording) {
        super("prompt %s: must have a response in %s, had none".formatted(queryId, recording));
    }
}
