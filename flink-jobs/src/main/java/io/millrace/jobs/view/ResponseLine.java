package io.millrace.jobs.view;

import java.util.Map;

/**
 * A response of a visit, without its tokens.
 *
 * @param sample index in its group
 * @param origin its origin in the group
 * @param verdict the verifier's verdict
 * @param reward total reward
 * @param rewards its components
 * @param finish why it ended
 * @param length in tokens
 * @param mode {@code think}, {@code no-think} or {@code none}
 * @param entropy mean over its tokens, in nats per token; NaN if unknown
 * @param step optimizer step of the oldest weights that sampled it
 * @param advantage mean over its tokens; NaN until the visit has ended, and if it was not used
 * @param staleness age of the weights that sampled it, in optimizer steps; NaN likewise
 * @param gap mean |learner - sampler| log-probability, in nats per token; NaN if it was not scored
 * @param trainedAt optimizer step that trained it; -1 if none is known
 */
public record ResponseLine(
        int sample,
        String origin,
        String verdict,
        double reward,
        Map<String, Double> rewards,
        String finish,
        int length,
        String mode,
        double entropy,
        long step,
        double advantage,
        double staleness,
        double gap,
        long trainedAt) {
    /** One of the values that distributions show; NaN if unknown. */
    double value(String name) {
        return switch (name) {
            case "reward" -> reward;
            case "length" -> length;
            case "entropy" -> entropy;
            case "staleness" -> staleness;
            default ->
                name.startsWith("reward.")
                        ? rewards.getOrDefault(name.substring("reward.".length()), Double.NaN)
                        : Double.NaN;
        };
    }

    /** With what the end of its visit says. */
    ResponseLine ended(double itsAdvantage, double itsStaleness) {
        return new ResponseLine(
                sample,
                origin,
                verdict,
                reward,
                rewards,
                finish,
                length,
                mode,
                entropy,
                step,
                itsAdvantage,
                itsStaleness,
                gap,
                trainedAt);
    }

    /** With what the learner says. */
    ResponseLine scored(double itsGap, long at) {
        return new ResponseLine(
                sample, origin, verdict, reward, rewards, finish, length, mode, entropy, step, advantage, staleness,
                itsGap, at);
    }
}
