package io.millrace.check;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** Options that a record refuses, with everything that is wrong with them. */
public final class OptionsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * A rule that does not hold.
     *
     * @param option the component of the record, or a path below it; empty for options that do not fit together
     * @param rule the rule and the value: {@code must be >= 1, was 0}
     */
    public record Problem(String option, String rule) implements Serializable {
        /** No single option is to blame. */
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
     * @param who the record, as its messages call it
     * @param problems at least one
     */
    OptionsException(String who, List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ", who + ": ", "")));
        this.problems = List.copyOf(problems);
    }

    /**
     * The problems of a refusal: all that were found, or, of an exception of another kind, the one that its message tells.
     *
     * @param options of the record; a message {@code who: option rule} that begins with one of them is about it
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
