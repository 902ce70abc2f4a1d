package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The part of an environment in a response of several turns.
 *
 * @param turns turns of the environment, in order
 * @param verdict the environment's verdict, or ungraded if its infrastructure failed; empty if the task verifies the response
 * @param rewards components that the environment gives, by name, in addition to the task's
 * @param metrics values that are shown but not rewarded, by name
 */
public record Interaction(
        List<EnvironmentTurn> turns,
        Optional<Verdict> verdict,
        Map<String, Double> rewards,
        Map<String, Double> metrics) {
    /** Metric: number of tool calls. */
    public static final String TOOL_CALLS = "tool_calls";
    /** Metric: number of calls that could not be parsed, or name no tool, or have invalid arguments. */
    public static final String MALFORMED_CALLS = "malformed_calls";
    /** Metric: number of calls that contribute nothing to the answer, for tasks that can tell. */
    public static final String UNNECESSARY_CALLS = "unnecessary_calls";

    /** A response of a single turn. */
    public static final Interaction NONE = new Interaction(List.of(), Optional.empty(), Map.of(), Map.of());

    public Interaction {
        turns = List.copyOf(turns);
        requireNonNull(verdict, "verdict");
        rewards = OrderedMap.copyOf(rewards);
        metrics = OrderedMap.copyOf(metrics);
    }

    /** Turns with a verdict of the task. */
    public static Interaction of(List<EnvironmentTurn> turns) {
        return new Interaction(turns, Optional.empty(), Map.of(), Map.of());
    }

    /** Which tokens of the response the policy sampled. */
    public TokenRoles roles() {
        return turns.isEmpty()
                ? TokenRoles.SAMPLED
                : new TokenRoles(
                        turns.stream().map(EnvironmentTurn::observation).toList());
    }

    /** This interaction with one more metric. */
    public Interaction with(String metric, double value) {
        Map<String, Double> more = new LinkedHashMap<>(metrics);
        more.put(metric, value);
        return new Interaction(turns, verdict, rewards, more);
    }

    /** The value of a metric; empty if there is none of that name. */
    public OptionalDouble metric(String name) {
        Double value = metrics.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The answer that a tool call gave; empty if the text of the policy contains it. */
    public Optional<String> answer() {
        return calls().filter(call -> call.outcome() == ToolCall.Outcome.ANSWERED)
                .map(ToolCall::result)
                .findFirst();
    }

    /** All tool calls, in order. */
    public Stream<ToolCall> calls() {
        return turns.stream().flatMap(turn -> turn.calls().stream());
    }
}
