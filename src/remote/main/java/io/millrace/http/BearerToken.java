package io.millrace.http;

import io.millrace.check.Require;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A secret from an environment variable. No message ever shows it. */
public final class BearerToken {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E]+");

    private BearerToken() {}

    /** Refuses names that cannot be those of an environment variable; empty stands for none. */
    public static void checkName(String variable) {
        Require.that(
                variable.isEmpty() || NAME.matcher(variable).matches(),
                "http: tokenEnv must be the name of an environment variable, was '%s'",
                variable);
    }

    /**
     * The reason why a variable provides no token.
     *
     * @param variable name of the variable; empty for none, which is valid
     * @param environment returns the value of a variable, null if it is not set
     * @return the violated rule and the name, never the value
     */
    public static Optional<String> refusal(String variable, UnaryOperator<String> environment) {
        if (variable.isEmpty()) {
            return Optional.empty();
        }
        String value = environment.apply(variable);
        if (value == null) {
            return Optional.of("must name an environment variable that is set, was %s, which is not: export %s=..."
                    .formatted(variable, variable));
        }
        return VALUE.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(
                        "must name an environment variable that holds a token without spaces, line breaks or non-ASCII characters, was "
                                + variable);
    }

    /**
     * The value of the Authorization header.
     *
     * @return empty if there is no token
     * @throws IllegalArgumentException if the variable provides no token
     */
    public static Optional<String> header(String variable, UnaryOperator<String> environment) {
        refusal(variable, environment).ifPresent(rule -> {
            throw new IllegalArgumentException("http: tokenEnv " + rule);
        });
        return variable.isEmpty() ? Optional.empty() : Optional.of("Bearer " + environment.apply(variable));
    }
}
