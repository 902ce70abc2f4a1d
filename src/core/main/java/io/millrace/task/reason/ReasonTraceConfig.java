package io.millrace.task.reason;

import io.millrace.check.OptionRules;

/**
 * The traces that a policy is taught with. How often a first statement of a step is wrong is {@code pretrain.noise}.
 *
 * @param weakFacts share of the facts such as 7+8 that mistakes fall on, in (0, 1]: a policy gets the same ones wrong over and over,
 *     and has to learn them one by one
 * @param slips mistakes on the other facts, as a share of {@code pretrain.noise}, in [0, 1]
 * @param stubbornFacts share of the facts that are got wrong in re-checks as often as before, in [0, 1]: what only a lucky response
 *     gets right
 * @param stubborn how often those are wrong, in [0, 1]
 * @param unchecked share of traces without any re-check, in [0, 1]
 * @param mostRechecks of a trace, at least 1; traces that have some have 1 to this many, all equally likely
 * @param mostSteps steps stated in a trace, after which no re-check begins; at least 1
 * @param whole share of re-checks that go through all steps, in [0, 1]; the others take up the last few
 * @param careful mistakes in re-checks, as a share of {@code pretrain.noise}, in [0, 1]: whatever was stated before, a re-check
 *     computes every step anew, and more carefully
 * @param endless share of traces that re-check until the token limit cuts them off, in [0, 1]
 * @param ellipsis share of lessons whose thinking is opened by an ellipsis, in [0, 1]
 * @param noThinkEasy share of those that close it at once and answer, for easy problems, in [0, 1]
 * @param noThinkHard the same for all others, in [0, 1]
 * @param answerWeight what the answer of those to easy problems counts in the loss, above 0; all else counts 1: a policy can learn
 *     these by heart, and has few tokens to learn them from
 */
public record ReasonTraceConfig(
        double weakFacts,
        double slips,
        double stubbornFacts,
        double stubborn,
        double unchecked,
        int mostRechecks,
        int mostSteps,
        double whole,
        double careful,
        double endless,
        double ellipsis,
        double noThinkEasy,
        double noThinkHard,
        double answerWeight) {
    public ReasonTraceConfig {
        OptionRules rules = new OptionRules("traces");
        rules.that(weakFacts > 0 && weakFacts <= 1, "weakFacts", "must be in (0, 1], was %s", weakFacts);
        share(rules, "slips", slips);
        share(rules, "stubbornFacts", stubbornFacts);
        share(rules, "stubborn", stubborn);
        share(rules, "unchecked", unchecked);
        rules.that(mostRechecks >= 1, "mostRechecks", "must be >= 1, was %d", mostRechecks);
        rules.that(mostSteps >= 1, "mostSteps", "must be >= 1, was %d", mostSteps);
        share(rules, "whole", whole);
        share(rules, "careful", careful);
        share(rules, "endless", endless);
        share(rules, "ellipsis", ellipsis);
        share(rules, "noThinkEasy", noThinkEasy);
        share(rules, "noThinkHard", noThinkHard);
        rules.that(
                answerWeight > 0 && Double.isFinite(answerWeight),
                "answerWeight",
                "must be finite and > 0, was %s",
                answerWeight);
        rules.done();
    }

    private static void share(OptionRules rules, String name, double value) {
        rules.that(value >= 0 && value <= 1, name, "must be in [0, 1], was %s", value);
    }
}
