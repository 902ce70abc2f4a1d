package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import io.millrace.model.ToolCall;
import io.millrace.model.Verdict;
import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reaction of an environment to a turn of the policy.
 *
 * @param end whether the response goes on
 * @param observation what the policy reads next; ignored if the response has ended
 * @param calls tool calls of the turn, in order
 * @param rewards components that the turn has earned, by name; those of all turns are added up
 * @param metrics values to show but not to reward, by name; those of all turns are added up
 * @param verdict whether the response is correct; empty if its task decides, or if it goes on
 */
public record Step(
        End end,
        Observation observation,
        List<ToolCall> calls,
        Map<String, Double> rewards,
        Map<String, Double> metrics,
        Optional<Verdict> verdict) {
    /** Whether a response goes on. */
    public enum End {
        /** It goes on with the observation. */
        NO,
        /** It has ended. */
        DONE,
        /** It has reached a limit of the environment, and counts as truncated. */
        TRUNCATED
    }

    public Step {
        requireNonNull(end, "end");
        requireNonNull(observation, "observation");
        calls = List.copyOf(calls);
        rewards = OrderedMap.copyOf(rewards);
        metrics = OrderedMap.copyOf(metrics);
        requireNonNull(verdict, "verdict");
    }

    /** The response goes on. */
    public static Step next(Observation observation, List<ToolCall> calls) {
        return new Step(End.NO, observation, calls, Map.of(), Map.of(), Optional.empty());
    }

    /** The response has ended, and its task judges it. */
    public static Step done(List<ToolCall> calls) {
        return new Step(End.DONE, Observation.NONE, calls, Map.of(), Map.of(), Optional.empty());
    }

    /** The response has ended with a verdict and a reward. */
    public static Step judged(End end, Verdict verdict, Map<String, Double> rewards) {
        return new Step(end, Observation.NONE, List.of(), rewards, Map.of(), Optional.of(verdict));
    }
}
