package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The part of a configuration that verifiers depend on.
 *
 * @param stallTimeout time without a new policy version after which the job fails: {@code stream.stallTimeout}
 */
public record VerifierSettings(Duration stallTimeout) {
    public VerifierSettings {
        requireNonNull(stallTimeout, "stallTimeout");
    }
}
