package io.millrace.task.reason;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import java.util.List;

/**
 * Options of reasoning in miniature.
 *
 * @param modulus M of sums, differences and products, in 3..10; guessing is right once in M
 * @param types what problems are made of, at least one: {@code chain} takes the register before and a number at every step,
 *     {@code links} also two registers, {@code extremes} also the larger or the smaller of two
 * @param fewestSteps of a problem, in 1..mostSteps
 * @param mostSteps of a problem, in fewestSteps..12; all numbers of steps are equally likely
 * @param easySteps up to which a problem counts as easy, at least 0
 * @param hardSteps from which on it counts as hard, above easySteps; what is between is medium
 * @param prompts how many are made up if the data set does not say (0), at least 1
 * @param traces what a policy is taught with
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
    /** What {@code types} may hold. */
    public static final List<String> TYPES = List.of("chain", "links", "extremes");

    private static final int LONGEST = 12;

    public ReasonConfig {
        types = List.copyOf(types);
        requireNonNull(traces, "traces");
        OptionRules rules = new OptionRules("reason");
        rules.that(modulus >= 3 && modulus <= 10, "modulus", "must be in 3..10, was %d", modulus);
        rules.that(
                !types.isEmpty() && TYPES.containsAll(types),
                "types",
                "must be some of %s, were %s",
                String.join(", ", TYPES),
                types);
        rules.that(fewestSteps >= 1, "fewestSteps", "must be >= 1, was %d", fewestSteps);
        rules.that(mostSteps <= LONGEST, "mostSteps", "must be <= %d, was %d", LONGEST, mostSteps);
        rules.that(
                fewestSteps <= mostSteps, "fewestSteps", "must be <= mostSteps (%d), was %d", mostSteps, fewestSteps);
        rules.that(easySteps >= 0, "easySteps", "must be >= 0, was %d", easySteps);
        rules.that(hardSteps > easySteps, "hardSteps", "must be > easySteps (%d), was %d", easySteps, hardSteps);
        rules.that(prompts >= 1, "prompts", "must be >= 1, was %d", prompts);
        rules.done();
    }
}
