package io.millrace.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Checks of the options that a record holds: unlike {@link Require} it reports all that is wrong, each with its option.
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

    /** @param who the record, as its messages call it */
    public OptionRules(String who) {
        this.who = who;
    }

    /**
     * Checks a rule of an option. Later rules are checked too, so they must not fail where this one does not hold.
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

    /** Checks a rule of options together, none of which is to blame alone. */
    public void together(boolean rule, String message, Object... values) {
        that(rule, OptionsException.Problem.TOGETHER, message, values);
    }

    /**
     * Checks an option by code that refuses values by an {@link IllegalArgumentException}.
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
