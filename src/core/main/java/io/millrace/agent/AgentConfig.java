package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import java.time.Duration;
import java.util.List;

/**
 * Responses of several turns: tools that the policy may call, and environments that it acts in.
 *
 * @param tools tools that the policy may call; each has a type, which determines its other options; without tools and environments,
 *     responses have a single turn
 * @param environments environments for the prompts of tasks, instead of the tools; each has a type, which determines its other
 *     options
 * @param format how the policy writes tool calls
 * @param maxTurns maximum number of turns of the policy in a response, at least 1; then the response is truncated
 * @param maxCalls maximum number of tool calls in a response, at least 1; further ones are refused, which the policy reads
 * @param resultCharacters maximum length of a result in characters, at least 1; longer ones are cut
 * @param timeLimit maximum duration of a response from its first turn to its last, above 0; a longer one is ungraded
 * @param concurrency maximum number of environments, and of tools, that act at once, at least 1
 */
public record AgentConfig(
        List<ToolConfig> tools,
        List<EnvironmentConfig> environments,
        CallFormat format,
        int maxTurns,
        int maxCalls,
        int resultCharacters,
        Duration timeLimit,
        int concurrency) {
    public AgentConfig {
        tools = List.copyOf(tools);
        environments = List.copyOf(environments);
        requireNonNull(format, "format");
        requireNonNull(timeLimit, "timeLimit");
        OptionRules rules = new OptionRules("agent");
        rules.that(maxTurns >= 1, "maxTurns", "must be >= 1, was %d", maxTurns);
        rules.that(maxCalls >= 1, "maxCalls", "must be >= 1, was %d", maxCalls);
        rules.that(resultCharacters >= 1, "resultCharacters", "must be >= 1, was %d", resultCharacters);
        rules.that(timeLimit.toMillis() > 0, "timeLimit", "must be > 0, was %s", timeLimit);
        rules.that(concurrency >= 1, "concurrency", "must be >= 1, was %d", concurrency);
        rules.done();
    }

    /** Whether responses may have several turns. */
    public boolean enabled() {
        return !tools.isEmpty() || !environments.isEmpty();
    }
}
