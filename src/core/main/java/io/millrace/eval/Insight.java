package io.millrace.eval;

import static java.util.Objects.requireNonNull;

/**
 * How a policy thinks about prompts of one level of difficulty, or of one source. What cannot be told is NaN.
 *
 * @param stratum the level, or the source of prompts without a level; empty for all prompts together
 * @param prompts that had a graded response
 * @param accuracy mean share of correct responses, 0..1
 * @param pass chance that at least one of all responses to a prompt is right, 0..1
 * @param solveAll share of prompts with right responses only, 0..1
 * @param solveNone share of prompts without a right response, 0..1
 * @param tokens mean response length in tokens
 * @param truncated share of responses cut by the token limit, 0..1
 * @param thinks share of responses that think at all: that have text other than white space between the tags, 0..1
 * @param thinking mean length of the thinking of those that think, in tokens, tags excluded
 * @param density mean of the reflection marks by thinking token of those that think
 * @param marked share of those that think with a reflection mark, 0..1
 * @param redundant thinking tokens after the right result was first reached, as a share of all thinking tokens, 0..1; 0 where
 *     the task cannot tell
 */
public record Insight(
        String stratum,
        int prompts,
        double accuracy,
        double pass,
        double solveAll,
        double solveNone,
        double tokens,
        double truncated,
        double thinks,
        double thinking,
        double density,
        double marked,
        double redundant) {
    public Insight {
        requireNonNull(stratum, "stratum");
    }
}
