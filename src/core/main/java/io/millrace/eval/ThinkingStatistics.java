package io.millrace.eval;

import static java.util.Objects.requireNonNull;

/**
 * Statistics of a policy's thinking and tool calls on prompts of one difficulty level or one source. Unknown values are NaN.
 *
 * @param stratum the level, or the source of prompts without a level; empty for all prompts together
 * @param prompts number of prompts that had a graded response
 * @param accuracy mean share of correct responses, 0..1
 * @param pass probability that at least one of all responses to a prompt is correct, 0..1
 * @param solveAll share of prompts with only correct responses, 0..1
 * @param solveNone share of prompts without a correct response, 0..1
 * @param tokens mean response length in tokens
 * @param truncated share of responses cut by the token limit, 0..1
 * @param thinks share of responses that think, i.e. have text other than white space between the tags, 0..1
 * @param thinking mean thinking length of the responses that think, in tokens, tags excluded
 * @param density mean number of reflection marks per thinking token over the responses that think
 * @param marked share of the thinking responses that contain a reflection mark, 0..1
 * @param redundant thinking tokens after the correct result was first reached, as a share of all thinking tokens, 0..1; 0 if the
 *     task cannot determine it
 * @param calls mean number of tool calls
 * @param unnecessary mean number of tool calls that contribute nothing to the answer
 */
public record ThinkingStatistics(
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
        double redundant,
        double calls,
        double unnecessary) {
    public ThinkingStatistics {
        requireNonNull(stratum, "stratum");
    }
}
