package io.millrace.policy;

import io.millrace.model.PolicyException;

/** Thrown if an engine can never answer a request again without a change by the user: the job fails instead of ending its visits. */
public final class EngineFailedException extends PolicyException {
    private static final long serialVersionUID = 1;

    /** @param message what happened and what to do */
    public EngineFailedException(String message) {
        super(message);
    }
}
