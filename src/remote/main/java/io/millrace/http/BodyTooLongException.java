package io.millrace.http;

import java.io.IOException;

/** Thrown if the body of a response exceeds a maximum length. */
public final class BodyTooLongException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param longest maximum length, in bytes */
    BodyTooLongException(int longest) {
        super("answer must have at most %d bytes, had more".formatted(longest));
    }
}
