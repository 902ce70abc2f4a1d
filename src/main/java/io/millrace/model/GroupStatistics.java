package io.millrace.model;

/**
 * Statistics of the graded groups that make up one minibatch.
 *
 * @param groups number of groups
 * @param responses number of graded responses
 * @param ungraded number of responses without a verdict
 * @param meanReward mean total reward over responses; NaN without responses
 * @param accuracy share of correct responses, 0..1; NaN without responses
 * @param meanTokens mean response length in tokens; NaN without responses
 * @param meanEntropy mean over response tokens of the policy's entropy in nats where the sampler gave it exactly, all graded
 *     responses counting; NaN without such tokens
 * @param truncated share of responses cut by the token limit, 0..1; NaN without responses
 * @param solveAll share of groups in which every response is correct, 0..1; NaN without groups
 * @param solveNone share of groups in which no response is correct, 0..1; NaN without groups
 * @param zeroAdvantage share of groups whose advantages are all 0, 0..1; NaN without groups
 * @param meanStaleness mean over responses of (step that trains - step that sampled), in optimizer steps; NaN without
 * @param maxStaleness the largest of them; 0 without responses
 */
public record GroupStatistics(
        int groups,
        int responses,
        int ungraded,
        double meanReward,
        double accuracy,
        double meanTokens,
        double meanEntropy,
        double truncated,
        double solveAll,
        double solveNone,
        double zeroAdvantage,
        double meanStaleness,
        long maxStaleness) {}
