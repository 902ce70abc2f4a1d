package io.millrace.task.reason;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import java.util.List;

/**
 * Options of reasoning in miniature.
 *
 * @param modulus M of sums, differences and products, in 3..10; a guess is correct with probability 1/M
 * @param types kinds of steps in problems, at least one: {@code chain} combines the previous register with a number, {@code links}
 *     also two registers, {@code extremes} also takes the maximum or minimum of two values
 * @param fewestSteps minimum steps of a problem, in 1..mostSteps
 * @param mostSteps maximum steps of a problem, in fewestSteps..12; all numbers of steps are equally likely
 * @param easySteps maximum steps of an easy problem, at least 0
 * @param hardSteps minimum steps of a hard problem, above easySteps; problems in between are medium
 * @param prompts number of generated prompts if the data set does not specify it (0), at least 1
 * @param traces traces for supervised training
 */
public record ReasonConfig(
        int modulus,
        List<String> types,
        int fewestSteps,
        int mostSteps,
        int easySteps,
        int hardSteps,
        int prompts,
        ReasonTraceConfig traces) {
    /** Valid values of {@code types}. */
    public static final List<String> TYPES = List.of("chain", "links", "extremes");

    private static final int MAX_STEPS = 12;

    public ReasonConfig {
        types = List.copyOf(types);
        requireNonNull(traces, "traces");
        OptionRules rules = new OptionRules("reason");
        rules.that(modulus >= 3 && modulus <= 10, "modulus", "must be in 3..10, was %d", modulus);
        rules.that(
                !types.isEmpty() && TYPES.containsAll(types),
                "types",
                "must be a subset of %s, was %s",
                String.join(", ", TYPES),
                types);
        rules.that(fewestSteps >= 1, "fewestSteps", "must be >= 1, was %d", fewestSteps);
        rules.that(mostSteps <= MAX_STEPS, "mostSteps", "must be <= %d, was %d", MAX_STEPS, mostSteps);
        rules.that(
                fewestSteps <= mostSteps, "fewestSteps", "must be <= mostSteps (%d), was %d", mostSteps, fewestSteps);
        rules.that(easySteps >= 0, "easySteps", "must be >= 0, was %d", easySteps);
        rules.that(hardSteps > easySteps, "hardSteps", "must be > easySteps (%d), was %d", easySteps, hardSteps);
        rules.that(prompts >= 1, "prompts", "must be >= 1, was %d", prompts);
        rules.done();
    }
}
