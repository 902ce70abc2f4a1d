package io.millrace.model;

import io.millrace.check.Require;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * Statistics of graded groups, stored as sums so that the statistics of two sets of groups can be added. They cover the responses
 * sampled on the visits; replays are counted only in {@code replays} and {@link #zeroAdvantages}, revisions only in the latter.
 *
 * @param groups number of groups
 * @param responses number of graded responses
 * @param ungraded number of responses without a verdict
 * @param reward sum of total rewards over responses
 * @param correct number of correct responses
 * @param tokens sum of response lengths in tokens
 * @param entropy sum over response tokens of the policy's entropy in nats, where the sampler provided exact values
 * @param entropyTokens number of tokens in that sum
 * @param truncated number of responses cut by the token limit
 * @param solvedAll groups in which every response is correct
 * @param solvedNone groups in which no response is correct
 * @param zeroAdvantages groups whose advantages are all 0, replays and revisions included
 * @param staleness sum over responses of (training step - sampling step), in optimizer steps
 * @param maxStaleness the largest of them; 0 without responses
 * @param replays responses replayed from memory into these groups
 * @param rewards sum over responses of each component of their rewards, by name; 0 for a component that was not earned
 * @param figures figures from batch rewards, by metric name
 */
public record GroupStatistics(
        long groups,
        long responses,
        long ungraded,
        double reward,
        long correct,
        long tokens,
        double entropy,
        long entropyTokens,
        long truncated,
        long solvedAll,
        long solvedNone,
        long zeroAdvantages,
        long staleness,
        long maxStaleness,
        long replays,
        Map<String, Double> rewards,
        Map<String, Mean> figures) {
    /** Figure of revisions and copies in a group. */
    public static final String REVISIONS = "revisions";
    /** Figure of the tokens sampled for revisions, including replaced ones. */
    public static final String REVISION_TOKENS = "revision_tokens";

    /** The statistics of no groups. */
    public static final GroupStatistics NONE =
            new GroupStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Map.of());

    public GroupStatistics {
        rewards = Collections.unmodifiableSortedMap(new TreeMap<>(rewards));
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
        Require.that(groups >= 0, "group statistics: groups must be >= 0, was %d", groups);
        Require.that(
                correct >= 0 && correct <= responses,
                "group statistics: correct must be in 0..%d, was %d",
                responses,
                correct);
    }

    /** The statistics of these and other groups together. */
    public GroupStatistics plus(GroupStatistics more) {
        return new GroupStatistics(
                groups + more.groups,
                responses + more.responses,
                ungraded + more.ungraded,
                reward + more.reward,
                correct + more.correct,
                tokens + more.tokens,
                entropy + more.entropy,
                entropyTokens + more.entropyTokens,
                truncated + more.truncated,
                solvedAll + more.solvedAll,
                solvedNone + more.solvedNone,
                zeroAdvantages + more.zeroAdvantages,
                staleness + more.staleness,
                Math.max(maxStaleness, more.maxStaleness),
                replays + more.replays,
                merged(rewards, more.rewards, Double::sum),
                merged(figures, more.figures, Mean::plus));
    }

    private static <V> Map<String, V> merged(Map<String, V> some, Map<String, V> more, BinaryOperator<V> sum) {
        Map<String, V> all = new TreeMap<>(some);
        more.forEach((name, value) -> all.merge(name, value, sum));
        return all;
    }

    /** These statistics, with more sums of components and more figures of the batch. */
    public GroupStatistics with(Map<String, Double> moreRewards, Map<String, Mean> moreFigures) {
        return plus(new GroupStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, moreRewards, moreFigures));
    }

    /** Response tokens sampled on the visits, including those of revisions. */
    public long sampledTokens() {
        return tokens + (long) figures.getOrDefault(REVISION_TOKENS, Mean.NONE).sum();
    }

    /** Trained responses, including replays, revisions and copies. */
    public long rows() {
        return responses
                + replays
                + (long) figures.getOrDefault(REVISIONS, Mean.NONE).sum();
    }

    /** Mean total reward over responses; NaN without any. */
    public double meanReward() {
        return reward / responses;
    }

    /** Share of correct responses, 0..1; NaN without any. */
    public double accuracy() {
        return (double) correct / responses;
    }

    /** Mean response length in tokens; NaN without responses. */
    public double meanTokens() {
        return (double) tokens / responses;
    }

    /** Mean entropy in nats per token; NaN if no exact entropy is known. */
    public double meanEntropy() {
        return entropy / entropyTokens;
    }

    /** Share of responses cut by the token limit, 0..1; NaN without any. */
    public double truncatedShare() {
        return (double) truncated / responses;
    }

    /** Share of groups in which every response is correct, 0..1; NaN without groups. */
    public double solveAll() {
        return (double) solvedAll / groups;
    }

    /** Share of groups in which no response is correct, 0..1; NaN without groups. */
    public double solveNone() {
        return (double) solvedNone / groups;
    }

    /** Share of groups whose advantages are all 0, 0..1; NaN without groups. */
    public double zeroAdvantage() {
        return (double) zeroAdvantages / groups;
    }

    /** Mean staleness in optimizer steps; NaN without responses. */
    public double meanStaleness() {
        return (double) staleness / responses;
    }
}
