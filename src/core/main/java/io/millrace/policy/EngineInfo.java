package io.millrace.policy;

import static java.util.Objects.requireNonNull;

/**
 * An open engine.
 *
 * @param name for instance {@code djl}
 * @param vocabulary number of token ids V
 * @param contextTokens maximum length of prompt and response together, in tokens
 * @param reproducible whether a rerun of a request on the same weights gives bitwise the same response
 * @param capabilities the capabilities of its kind
 */
public record EngineInfo(
        String name, int vocabulary, int contextTokens, boolean reproducible, EngineCapabilities capabilities) {
    public EngineInfo {
        requireNonNull(name, "name");
        requireNonNull(capabilities, "capabilities");
    }
}
