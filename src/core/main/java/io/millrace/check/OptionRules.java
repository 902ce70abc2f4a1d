package io.millrace.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Checks the options of a record: unlike {@link Require}, it reports all problems, each with its option.
 *
 * <pre>
 *   OptionRules rules = new OptionRules("overlong");
 *   rules.that(maxTokens &gt;= 0, "maxTokens", "must be &gt;= 0, was %d", maxTokens);
 *   rules.that(buffer &gt;= 1, "buffer", "must be &gt;= 1, was %d", buffer);
 *   rules.done();
 * </pre>
 */
public final class OptionRules {
    private final String who;
    private final List<OptionsException.Problem> problems = new ArrayList<>();

    /**
     * @param who name of the record in messages
     */
    public OptionRules(String who) {
        this.who = who;
    }

    /**
     * Checks a rule of an option. Later rules are still checked, so they must not throw if this one is violated.
     *
     * @param rule what must hold
     * @param option the component of the record
     * @param message a {@link String#format} pattern: the rule, the value
     */
    public void that(boolean rule, String option, String message, Object... values) {
        if (!rule) {
            problems.add(
                    new OptionsException.Problem(option, Require.bounded(String.format(Locale.ROOT, message, values))));
        }
    }

    /** Checks a rule between several options. */
    public void together(boolean rule, String message, Object... values) {
        that(rule, OptionsException.Problem.TOGETHER, message, values);
    }

    /**
     * Checks an option with code that rejects values by an {@link IllegalArgumentException}.
     *
     * @param check its message names the record and the option before the rule
     */
    public <T> void accepts(String option, T value, Consumer<T> check) {
        try {
            check.accept(value);
        } catch (IllegalArgumentException e) {
            problems.add(OptionsException.problem(e, List.of(option)).at(option));
        }
    }

    /**
     * Ends the checks.
     *
     * @throws OptionsException if a rule does not hold
     */
    public void done() {
        if (!problems.isEmpty()) {
            throw new OptionsException(who, problems);
        }
    }
}
