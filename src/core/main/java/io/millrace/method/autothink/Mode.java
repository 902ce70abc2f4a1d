package io.millrace.method.autothink;

/** Thinking mode of a response: it thinks before it answers, or it does not. */
public enum Mode {
    THINK,
    NO_THINK
}
