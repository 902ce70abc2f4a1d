package io.millrace.server;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * The identity of a server.
 *
 * @param model name under which it serves its model; empty if it does not say
 * @param version version of the server; empty if it does not say
 * @param contextTokens maximum length of prompt and response together, in tokens; empty if it does not say
 * @param vocabulary number of token ids; empty if it does not say
 */
public record Identity(String model, String version, OptionalInt contextTokens, OptionalInt vocabulary) {
    public Identity {
        requireNonNull(model, "model");
        requireNonNull(version, "version");
        requireNonNull(contextTokens, "contextTokens");
        requireNonNull(vocabulary, "vocabulary");
    }
}
