package io.millrace.jinja;

import static java.util.Objects.requireNonNull;

/**
 * The result of a failed lookup. It renders as nothing, is false and has no elements; any other use is an error.
 *
 * @param what the name that was looked up
 */
record Undefined(String what) {
    private static final int MAX_LENGTH = 200;

    Undefined {
        what = requireNonNull(what, "what").length() <= MAX_LENGTH ? what : what.substring(0, MAX_LENGTH) + "...";
    }

    /** All undefined values are equal, as in Jinja. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
