package io.millrace.jinja;

/** Python's None: a value that is known to be absent. */
public enum None {
    NONE
}
