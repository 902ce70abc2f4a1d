package io.millrace;

import java.util.Locale;
import java.util.regex.Pattern;

/** Checks of values at their construction. A message says who, the rule, the value and what to do. */
public final class Require {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

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

    /** Whether a text can name something that users name: of letters, digits, - and _, beginning with a letter. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
