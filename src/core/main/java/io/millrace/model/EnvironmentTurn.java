package io.millrace.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What the environment did after a turn of the policy: it ran the calls and wrote an observation into the response.
 *
 * @param observation tokens of the response that it wrote; empty if the response ended with the calls
 * @param calls the calls of the policy's turn, in order; may be empty in an environment without tools
 */
public record EnvironmentTurn(TokenRange observation, List<ToolCall> calls) {
    public EnvironmentTurn {
        requireNonNull(observation, "observation");
        calls = List.copyOf(calls);
    }
}
