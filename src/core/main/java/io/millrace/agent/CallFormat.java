package io.millrace.agent;

import io.millrace.plugin.Extension;
import java.util.List;

/**
 * How the policy writes tool calls and reads results, named by {@code agent.format}: a record that is registered in a file
 * {@code META-INF/services/io.millrace.agent.CallFormat}. Stateless and thread-safe.
 */
public interface CallFormat extends Extension {
    /** The calls in a turn of the policy, in order, malformed ones included; none if it is the final turn. */
    List<WrittenCall> calls(String turn);

    /** The text that follows the turn, for policies whose chat template has no tools. */
    String observation(List<String> results);

    /**
     * Instructions for the policy, if its chat template has no part for tools.
     *
     * @return empty if the policy needs none
     */
    default String instructions(List<ToolSpec> tools) {
        return "";
    }

    /** A result that says that a call failed. */
    default String failure(String message) {
        return "Error: " + message;
    }

    /** Texts of one token each that end a turn of the policy, in addition to its stop tokens. */
    default List<String> turnEnds() {
        return List.of();
    }

    /** Whether calls contain no name, so that there must be exactly one tool. */
    default boolean nameless() {
        return false;
    }
}
