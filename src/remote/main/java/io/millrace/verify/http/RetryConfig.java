package io.millrace.verify.http;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;
import java.time.Duration;

/**
 * Retries of failed requests.
 *
 * @param most maximum number of retries, at least 0
 * @param first pause before the first retry, above 0; each further pause is twice the one before, and each is shortened
 *     by a random share of up to one half
 * @param longest maximum pause, at least the first; it also limits a longer pause requested by the server
 */
public record RetryConfig(
        @Default("4") int most,
        @Default("500 ms") Duration first,
        @Default("30 s") Duration longest) {
    public RetryConfig {
        requireNonNull(first, "first");
        requireNonNull(longest, "longest");
        OptionRules rules = new OptionRules("retry");
        rules.that(most >= 0, "most", "must be >= 0, was %d", most);
        rules.that(first.toMillis() > 0, "first", "must be > 0 ms, was %d ms", first.toMillis());
        rules.that(
                longest.compareTo(first) >= 0,
                "longest",
                "must be >= first (%d ms), was %d ms",
                first.toMillis(),
                longest.toMillis());
        rules.done();
    }
}
