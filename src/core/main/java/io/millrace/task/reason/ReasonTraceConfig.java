package io.millrace.task.reason;

import io.millrace.check.OptionRules;

/**
 * Traces for supervised training. The probability that the first statement of a step is incorrect is {@code pretrain.noise}.
 *
 * @param weakFacts share of the facts, such as 7+8, that mistakes concentrate on, in (0, 1]: a policy gets the same ones wrong
 *     repeatedly and has to learn them one by one
 * @param slips rate of mistakes on the other facts, as a share of {@code pretrain.noise}, in [0, 1]
 * @param stubbornFacts share of the facts that re-checks get wrong as often as first statements, in [0, 1]: only lucky responses
 *     get them right
 * @param stubborn probability of a mistake on those, in [0, 1]
 * @param unchecked share of traces without a re-check, in [0, 1]
 * @param mostRechecks maximum re-checks of a trace, at least 1; traces with re-checks have 1 to this many, all equally
 *     likely
 * @param mostSteps number of steps stated in a trace after which no further re-check starts, at least 1
 * @param whole share of re-checks that repeat all steps, in [0, 1]; the others repeat the last few
 * @param careful rate of mistakes in re-checks, as a share of {@code pretrain.noise}, in [0, 1]: a re-check computes every step
 *     again, independently of earlier statements and more carefully
 * @param endless share of traces that re-check until the token limit truncates them, in [0, 1]
 * @param ellipsis share of examples whose thinking is opened with an ellipsis, in [0, 1]
 * @param noThinkEasy share of those that close it immediately and answer, for easy problems, in [0, 1]
 * @param noThinkHard the same for all others, in [0, 1]
 * @param answerWeight loss weight of the answers of those to easy problems, above 0; everything else has weight 1: a policy can
 *     memorise these, but has few tokens to learn them from
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
