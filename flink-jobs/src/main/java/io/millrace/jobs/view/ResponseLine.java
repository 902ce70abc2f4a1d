package io.millrace.jobs.view;

import io.millrace.episode.EndRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.model.ToolCall;
import java.util.List;
import java.util.Map;

/**
 * A response of a visit, without its tokens.
 *
 * @param sample index in its group
 * @param origin its origin in the group
 * @param verdict the verifier's verdict
 * @param reward total reward
 * @param rewards its components
 * @param added what the rewards of the whole batch added when it was trained, by name
 * @param masked ranges of tokens without an advantage when it was trained
 * @param finish why it ended
 * @param length in sampled tokens
 * @param calls number of its tool calls
 * @param malformed number of those that could not be parsed, or name no tool, or have invalid arguments
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
        Map<String, Double> added,
        List<Integer> masked,
        String finish,
        int length,
        int calls,
        int malformed,
        String mode,
        double entropy,
        long step,
        double advantage,
        double staleness,
        double gap,
        long trainedAt) {
    /** A response without a score or an advantage yet. */
    static ResponseLine of(ResponseRecord one) {
        return new ResponseLine(
                one.sample(),
                one.origin().name(),
                one.verdict().kind().name(),
                one.reward(),
                one.rewards(),
                Map.of(),
                List.of(),
                one.finish().name(),
                one.length(),
                one.calls(),
                malformed(one),
                one.mode(),
                one.entropy(),
                one.oldestStep(),
                Double.NaN,
                Double.NaN,
                Double.NaN,
                -1);
    }

    private static int malformed(ResponseRecord one) {
        return (int) one.turns().stream()
                .flatMap(turn -> turn.calls().stream())
                .map(ToolCall::outcome)
                .filter(ToolCall.Outcome::malformed)
                .count();
    }

    /** One of the values that distributions show; NaN if unknown. */
    double value(String name) {
        return switch (name) {
            case "reward" -> reward;
            case "length" -> length;
            case "entropy" -> entropy;
            case "staleness" -> staleness;
            default -> name.startsWith("reward.") ? component(name.substring("reward.".length())) : Double.NaN;
        };
    }

    private double component(String name) {
        return rewards.getOrDefault(name, added.getOrDefault(name, Double.NaN));
    }

    /** With what the end of its visit says. */
    ResponseLine ended(EndRecord.Row row) {
        return new ResponseLine(
                sample,
                origin,
                verdict,
                reward,
                rewards,
                row.rewards(),
                row.masked(),
                finish,
                length,
                calls,
                malformed,
                mode,
                entropy,
                step,
                row.advantage(),
                row.staleness(),
                gap,
                trainedAt);
    }

    /** With what the learner says. */
    ResponseLine scored(double itsGap, long at) {
        return new ResponseLine(
                sample, origin, verdict, reward, rewards, added, masked, finish, length, calls, malformed, mode,
                entropy, step, advantage, staleness, itsGap, at);
    }
}
