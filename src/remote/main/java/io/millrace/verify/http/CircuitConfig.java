package io.millrace.verify.http;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.time.Duration;

/**
 * When a server that keeps failing is left alone, and how long the stream waits for it.
 *
 * @param failures requests that fail in a row, retries included, until the circuit opens and nothing is sent any more, at least 1
 * @param pause from there to the one request that tries whether the server is back, above 0
 * @param patience longest time that the responses of a visit wait while the circuit is open, below stream.stallTimeout; then they
 *     are ungraded; 0 does not wait
 */
public record CircuitConfig(
        @Default("5") int failures,
        @Default("30 s") Duration pause,
        @Default("5 min") Duration patience) {
    public CircuitConfig {
        requireNonNull(pause, "pause");
        requireNonNull(patience, "patience");
        OptionRules rules = new OptionRules("circuit");
        rules.that(failures >= 1, "failures", "must be >= 1, was %d", failures);
        rules.that(pause.toMillis() > 0, "pause", "must be > 0 ms, was %d ms", pause.toMillis());
        rules.done();
    }
}
