package io.millrace.plugin;

/** Collects the problems of an extension's options. */
@FunctionalInterface
public interface Problems {
    /**
     * Reports a problem.
     *
     * @param option name of the option, options of sections joined by dots
     * @param rule the rule and the value: {@code must be >= 1, was 0}; with values, a {@link String#format} pattern
     * @param values formatted as in a configuration: {@code 2 min}
     */
    void report(String option, String rule, Object... values);
}
