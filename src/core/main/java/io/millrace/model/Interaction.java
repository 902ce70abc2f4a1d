package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.ordered.OrderedMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** All tool calls, in order. */
    public Stream<ToolCall> calls() {
        return turns.stream().flatMap(turn -> turn.calls().stream());
    }
}
