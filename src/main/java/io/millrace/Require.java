package io.millrace;

import java.util.Locale;

/** Checks of values at their construction. A message says who, the rule, the value and what to do. */
public final class Require {
    private Require() {}

    /**
     * Refuses a value.
     *
     * @param rule what must hold
     * @param message a {@link String#format} pattern: who, the rule, the value
     * @throws IllegalArgumentException if the rule does not hold
     */
    public static void that(boolean rule, String message, Object... values) {
        if (!rule) {
            throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
        }
    }
}
