package io.millrace.jinja;

import static java.util.Objects.requireNonNull;

/**
 * A value that a template asked for and did not find. It renders as nothing, is false and has no elements; anything else done with it
 * is an error.
 *
 * @param what was asked for
 */
record Undefined(String what) {
    private static final int LONGEST = 200;

    Undefined {
        what = requireNonNull(what, "what").length() <= LONGEST ? what : what.substring(0, LONGEST) + "...";
    }

    /** All of them are equal, as in Jinja. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Undefined;
    }

    @Override
    public int hashCode() {
        return 1;
    }
}
