package io.millrace.model;

/** Why a response ended. */
public enum FinishReason {
    /** The policy ended it with a stop token, which is part of the response. */
    STOP,
    /** The response reached the token limit: it is <i>truncated</i>. */
    LENGTH,
    /** The engine aborted it. */
    ABORT
}
