package io.millrace.server;

import static java.util.Objects.requireNonNull;

/**
 * Traits of a server that the canary found.
 *
 * @param dialect the dialect that it answers
 * @param identity its identity
 * @param scaled whether its log-probabilities are of logits divided by the temperature
 */
record ServerTraits(Dialect dialect, Identity identity, boolean scaled) {
    ServerTraits {
        requireNonNull(dialect, "dialect");
        requireNonNull(identity, "identity");
    }
}
