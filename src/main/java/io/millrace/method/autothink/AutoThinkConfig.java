package io.millrace.method.autothink;

import static java.util.Objects.requireNonNull;

/**
 * AutoThink.
 *
 * @param enabled whether it is used
 * @param opening text that every prompt ends with, after the chat template: the think tag and an ellipsis
 */
public record AutoThinkConfig(boolean enabled, String opening) {
    public AutoThinkConfig {
        requireNonNull(opening, "opening");
    }
}
