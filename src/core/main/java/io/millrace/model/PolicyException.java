package io.millrace.model;

import io.millrace.check.Require;
import org.jspecify.annotations.Nullable;

/** Thrown if a policy or its engine cannot fulfil a request; the message names component, rule and value. */
public class PolicyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PolicyException(String message) {
        super(Require.bounded(message));
    }

    public PolicyException(String message, @Nullable Throwable cause) {
        super(Require.bounded(message), cause);
    }
}
