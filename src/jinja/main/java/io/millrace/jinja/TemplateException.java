package io.millrace.jinja;

import java.util.Optional;

/** Thrown if a template cannot be parsed or rendered; the message names the position, the rule and the value. */
public final class TemplateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean located;

    /** An error whose position is not known yet. */
    TemplateException(String message) {
        super(message);
        located = false;
    }

    TemplateException(TemplatePosition place, String message) {
        super("%s: %s".formatted(place, message));
        located = true;
    }

    private TemplateException(TemplatePosition place, TemplateException cause) {
        super("%s: %s".formatted(place, cause.getMessage()), cause);
        located = true;
    }

    /** This error with a position, unless it has one. */
    TemplateException at(TemplatePosition place) {
        return located ? this : new TemplateException(place, this);
    }

    /** A violated rule. */
    static void check(boolean rule, String message, Object... values) {
        if (!rule) {
            throw new TemplateException(message.formatted(values));
        }
    }

    /** A required value. */
    static <T> T found(Optional<T> value, String message, Object... values) {
        return value.orElseThrow(() -> new TemplateException(message.formatted(values)));
    }
}
