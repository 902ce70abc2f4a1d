package io.millrace.check;

import java.util.Locale;
import java.util.regex.Pattern;

/** Checks of values at their construction. A message names the component, the rule and the value, and says what to do. */
public final class Require {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private static final int MAX_MESSAGE_LENGTH = 2_000;
    private static final int MESSAGE_END = 300;

    private Require() {}

    /**
     * Rejects a value that violates a rule.
     *
     * @param rule what must hold
     * @param message a {@link String#format} pattern: component, rule, value
     * @throws IllegalArgumentException if the rule does not hold
     */
    public static void that(boolean rule, String message, Object... values) {
        if (!rule) {
            throw new IllegalArgumentException(bounded(String.format(Locale.ROOT, message, values)));
        }
    }

    /** Shortens the middle of a long message: a value in it may be as large as the file that it was read from. */
    public static String bounded(String message) {
        return message.length() <= MAX_MESSAGE_LENGTH
                ? message
                : "%s ... (%d characters) ... %s"
                        .formatted(
                                message.substring(0, MAX_MESSAGE_LENGTH - MESSAGE_END),
                                message.length(),
                                message.substring(message.length() - MESSAGE_END));
    }

    /** Whether a text is a valid user-defined name: letters, digits, - and _, starting with a letter. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
