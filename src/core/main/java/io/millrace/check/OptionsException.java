package io.millrace.check;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** Options that a record rejects, with all their problems. */
public final class OptionsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * A violated rule.
     *
     * @param option the component of the record, or a path below it; empty for options that do not fit together
     * @param rule the rule and the value: {@code must be >= 1, was 0}
     */
    public record Problem(String option, String rule) implements Serializable {
        /** The option of problems that concern several options. */
        static final String TOGETHER = "";

        Problem at(String other) {
            return new Problem(other, rule);
        }

        @Override
        public String toString() {
            return option.isEmpty() ? rule : option + " " + rule;
        }
    }

    private final List<Problem> problems;

    /**
     * @param who name of the record in messages
     * @param problems at least one
     */
    OptionsException(String who, List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ", who + ": ", "")));
        this.problems = List.copyOf(problems);
    }

    /**
     * The problems of an exception: all of them for an {@link OptionsException}, otherwise the single one of its message.
     *
     * @param options the options of the record; a message {@code who: option rule} refers to the option that it starts with
     */
    public static List<Problem> problems(IllegalArgumentException refusal, List<String> options) {
        return refusal instanceof OptionsException all ? all.problems : List.of(problem(refusal, options));
    }

    static Problem problem(IllegalArgumentException refusal, List<String> options) {
        String message = String.valueOf(refusal.getMessage());
        int who = message.indexOf(": ");
        String rule = who < 0 ? message : message.substring(who + 2);
        return options.stream()
                .filter(option -> rule.startsWith(option + " "))
                .findFirst()
                .map(option -> new Problem(option, rule.substring(option.length() + 1)))
                .orElseGet(() -> new Problem(Problem.TOGETHER, rule));
    }
}
