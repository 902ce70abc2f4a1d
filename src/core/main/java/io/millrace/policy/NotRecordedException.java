package io.millrace.policy;

import io.millrace.model.PolicyException;

/** A recording has no response to a prompt. Not a fault of the engine: the visit ends, the stream goes on. */
public final class NotRecordedException extends PolicyException {
    private static final long serialVersionUID = 1;

    /**
     * @param queryId the query
     * @param recording that was looked in
     */
    public NotRecordedException(String queryId, String recording) {
        super("prompt %s: must have a response in %s, had none".formatted(queryId, recording));
    }
}
