package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import io.millrace.plugin.Default;
import java.util.List;

/**
 * One environment of the list {@code agent.environments}.
 *
 * @param type the environment and its options
 * @param tasks tasks whose prompts it is opened for; empty for the task that has the name of the environment's type
 */
public record EnvironmentConfig(
        EnvironmentType type, @Default("[]") List<String> tasks) {
    public EnvironmentConfig {
        requireNonNull(type, "type");
        tasks = List.copyOf(tasks);
    }
}
