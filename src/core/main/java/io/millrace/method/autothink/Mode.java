package io.millrace.method.autothink;

/** Whether a response thinks before it answers. */
public enum Mode {
    THINK,
    NO_THINK
}
