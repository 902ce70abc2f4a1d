package io.millrace.verify.http;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.time.Duration;

/**
 * Settings of the circuit breaker, and how long the stream waits for a failing server.
 *
 * @param failures number of consecutive failed requests, retries included, after which the circuit opens and nothing is
 *     sent, at least 1
 * @param pause time from then to the single request that probes the server, above 0
 * @param patience maximum time that the responses of a visit wait while the circuit is open, below stream.stallTimeout;
 *     after it they are ungraded; 0 does not wait
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
