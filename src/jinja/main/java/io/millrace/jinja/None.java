package io.millrace.jinja;

/** Python's None. */
public enum None {
    NONE
}
