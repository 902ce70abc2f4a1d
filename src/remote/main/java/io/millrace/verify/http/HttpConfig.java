package io.millrace.verify.http;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.http.BearerToken;
import io.millrace.plugin.Default;
import io.millrace.plugin.Problems;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierSettings;
import io.millrace.verify.VerifierType;
import java.time.Duration;
import java.util.List;

/**
 * A remote verifier over HTTP: docs/remote-verifiers.md.
 *
 * @param url address that requests are posted to, http or https
 * @param headers headers sent with each request, as {@code Name: value}; they are visible in the run's config.yaml, so
 *     no secrets
 * @param tokenEnv environment variable with a secret, sent as {@code Authorization: Bearer}; it must be set wherever
 *     responses are graded; empty for none
 * @param timeout timeout of a request, until its response is complete, above 0
 * @param batch maximum number of replies to a prompt in a request, at least 0; 0 takes all of a visit
 * @param requests maximum number of requests in flight from each grading subtask, at least 1
 * @param threshold minimum score of a correct reply
 * @param retry retries of failed requests
 * @param circuit circuit breaker for a failing server
 */
public record HttpConfig(
        String url,
        @Default("[]") List<String> headers,
        @Default("") String tokenEnv,
        @Default("30 s") Duration timeout,
        @Default("0") int batch,
        @Default("32") int requests,
        @Default("0.5") double threshold,
        RetryConfig retry,
        CircuitConfig circuit)
        implements VerifierType {
    public HttpConfig {
        headers = List.copyOf(headers);
        requireNonNull(timeout, "timeout");
        requireNonNull(retry, "retry");
        requireNonNull(circuit, "circuit");
        OptionRules rules = new OptionRules("http");
        rules.accepts("url", url, Target::checkUrl);
        rules.accepts("headers", headers, Target::checkHeaders);
        rules.accepts("tokenEnv", tokenEnv, BearerToken::checkName);
        rules.that(timeout.toMillis() > 0, "timeout", "must be > 0 ms, was %d ms", timeout.toMillis());
        rules.that(batch >= 0, "batch", "must be >= 0, was %d", batch);
        rules.that(requests >= 1, "requests", "must be >= 1, was %d", requests);
        rules.that(Double.isFinite(threshold), "threshold", "must be finite, was %s", threshold);
        rules.done();
    }

    /**
     * A job that waited longer for a verdict than for a policy would fail with the policy's timeout and blame the
     * learner.
     */
    @Override
    public void check(VerifierSettings settings, Problems problems) {
        BearerToken.refusal(tokenEnv, System::getenv).ifPresent(rule -> problems.report("tokenEnv", rule));
        if (circuit.patience().compareTo(settings.stallTimeout()) >= 0) {
            problems.report(
                    "circuit.patience",
                    "must be < stream.stallTimeout (%s), otherwise the job fails while it waits for verdicts, was %s",
                    settings.stallTimeout(),
                    circuit.patience());
        }
    }

    @Override
    public Verifier create(VerifierContext context) {
        return HttpVerifier.of(context.name(), this, System::getenv, System::nanoTime);
    }
}
