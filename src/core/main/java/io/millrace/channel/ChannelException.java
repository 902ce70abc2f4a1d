package io.millrace.channel;

import io.millrace.check.Require;
import org.jspecify.annotations.Nullable;

/** A channel cannot fulfil a request; the message states the channel, the rule, the value and what to do. */
public class ChannelException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ChannelException(String message) {
        super(Require.bounded(message));
    }

    public ChannelException(String message, @Nullable Throwable cause) {
        super(Require.bounded(message), cause);
    }
}
