package io.millrace.model;

/** Why a response ended. */
public enum FinishReason {
    /** The policy ended it with a stop token, which is part of the response. */
    STOP,
    /** The token limit cut it off: the response is <i>truncated</i>. */
    LENGTH,
    /** The engine gave up on it. */
    ABORT
}
