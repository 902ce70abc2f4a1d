package io.millrace.verify;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.verify.http.BearerToken;
import io.millrace.verify.http.HttpVerifier;
import io.millrace.verify.http.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A verifier on another machine, over HTTP: docs/remote-verifiers.md.
 *
 * @param name of the task, of letters, digits, - and _, beginning with a letter
 * @param url that requests are posted to, http or https
 * @param headers sent with each request, as {@code Name: value}; they are in the run's config.yaml for all to see, so no secrets
 * @param tokenEnv environment variable that holds a secret, sent as {@code Authorization: Bearer}; it must be set wherever
 *     responses are graded; empty for none
 * @param timeout of a request, until its whole answer is there, above 0
 * @param batch replies to a prompt in a request at most, at least 0; 0 takes all of a visit
 * @param requests in flight at most, from each subtask that grades, at least 1
 * @param threshold of a score, from which on a reply is right
 * @param retry requests that failed
 * @param circuit servers that keep failing
 */
public record HttpConfig(
        String name,
        String url,
        List<String> headers,
        String tokenEnv,
        Duration timeout,
        int batch,
        int requests,
        double threshold,
        RetryConfig retry,
        CircuitConfig circuit)
        implements VerifierConfig {
    public HttpConfig {
        VerifierConfig.name("http", name);
        headers = List.copyOf(headers);
        Target.check(url, headers);
        BearerToken.checkName(tokenEnv);
        requireNonNull(timeout, "timeout");
        requireNonNull(retry, "retry");
        requireNonNull(circuit, "circuit");
        Require.that(timeout.toMillis() > 0, "http: timeout must be > 0 ms, was %d ms", timeout.toMillis());
        Require.that(batch >= 0, "http: batch must be >= 0, was %d", batch);
        Require.that(requests >= 1, "http: requests must be >= 1, was %d", requests);
        Require.that(Double.isFinite(threshold), "http: threshold must be finite, was %s", threshold);
    }

    @Override
    public Verifier verifier(Map<String, Verifier> before) {
        return HttpVerifier.of(this, System::getenv, System::nanoTime);
    }
}
