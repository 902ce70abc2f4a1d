package io.millrace.text;

import io.millrace.model.TokenIds;

/** Determines the mode of responses, such as {@code think} or {@code no-think}, for the figures of the monitor. */
@FunctionalInterface
public interface ResponseModes {
    /** All responses have the mode {@code none}. */
    ResponseModes NONE = response -> "none";

    /** The mode of a response: a short name. */
    String of(TokenIds response);
}
