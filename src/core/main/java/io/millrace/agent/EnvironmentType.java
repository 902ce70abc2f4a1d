package io.millrace.agent;

import io.millrace.model.Prompt;
import io.millrace.plugin.Extension;
import java.util.List;

/**
 * An environment of the list {@code agent.environments} with its options: a record that is registered in a file
 * {@code META-INF/services/io.millrace.agent.EnvironmentType}.
 */
public interface EnvironmentType extends Extension {
    /** Opens an environment for one response to a prompt. Called from several threads. */
    Environment open(Prompt prompt) throws Exception;

    /** Whether its steps depend on the prompt and the policy's turns alone. */
    default boolean pure() {
        return true;
    }

    /** Texts of one token each that end a turn of the policy, in addition to its stop tokens. */
    default List<String> turnEnds() {
        return List.of();
    }
}
