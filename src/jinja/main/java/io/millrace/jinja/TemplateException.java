package io.millrace.jinja;

import java.util.Optional;

/** A template cannot be read or rendered: the message says where, the rule and the value. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean located;

    /** A fault whose place is not known yet. */
    TemplateException(String message) {
        super(message);
        located = false;
    }

    TemplateException(Place place, String message) {
        super("%s: %s".formatted(place, message));
        located = true;
    }

    private TemplateException(Place place, TemplateException cause) {
        super("%s: %s".formatted(place, cause.getMessage()), cause);
        located = true;
    }

    /** This fault with its place, unless it has one. */
    TemplateException at(Place place) {
        return located ? this : new TemplateException(place, this);
    }

    /** A rule that does not hold. */
    static void check(boolean rule, String message, Object... values) {
        if (!rule) {
            throw new TemplateException(message.formatted(values));
        }
    }

    /** What must be there. */
    static <T> T found(Optional<T> value, String message, Object... values) {
        return value.orElseThrow(() -> new TemplateException(message.formatted(values)));
    }
}
