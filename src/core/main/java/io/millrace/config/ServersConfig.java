package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/**
 * Inference servers that sample from the policy: docs/servers.md.
 *
 * @param urls addresses of the servers, for instance {@code http://host:8000}, which all serve the policy; required by the engines
 *     {@code vllm}, {@code sglang} and {@code llamacpp}, and only used by them
 * @param resolve time between two resolutions of the host names in {@code urls}; each then stands for one server for each address that
 *     it has, and servers join and leave with their addresses; 0 takes each URL as one server
 * @param model name under which the servers serve the policy; empty takes the first that they name
 * @param keyEnv environment variable with the servers' API key; it must be set wherever responses are sampled; empty for none
 * @param keyFile file with the servers' API key, on every machine that samples; empty for none
 * @param topLogProbs number of likeliest tokens whose log-probabilities are requested at each token, at least 0: they estimate its
 *     entropy; 0 leaves entropies unknown
 * @param inFlight maximum number of responses in progress on a server, at least 1; further groups wait
 * @param latency time that a request may take in addition to {@code perToken}, above 0
 * @param perToken time that a request may take for each token of its maximum length, above 0; together with {@code latency} it
 *     limits each request, and policy.timeout limits all requests for a group together
 * @param hedgeAfter time after which a request without a reply is also sent to a second server, and the first reply is taken; 0
 *     never does. Unless both draw the same noise, this favours short responses
 * @param retry retries of failed requests, on another server if there is one
 * @param circuit when a server is taken out, and how it comes back
 * @param weights updates of the servers' weights
 */
public record ServersConfig(
        List<String> urls,
        Duration resolve,
        String model,
        String keyEnv,
        String keyFile,
        int topLogProbs,
        int inFlight,
        Duration latency,
        Duration perToken,
        Duration hedgeAfter,
        Retry retry,
        Circuit circuit,
        Weights weights) {
    /**
     * Retries of failed requests.
     *
     * @param most maximum number of retries of a request while a server is available, at least 0; a request waits for a server without
     *     using them up
     * @param first pause before the first retry, above 0; each further pause is twice the one before, and each is shortened by a random
     *     share of up to one half
     * @param longest maximum pause, at least the first
     */
    public record Retry(int most, Duration first, Duration longest) {
        public Retry {
            OptionRules rules = new OptionRules("retry");
            rules.that(most >= 0, "most", "must be >= 0, was %d", most);
            rules.that(first.toMillis() > 0, "first", "must be > 0 s, was %s", Durations.format(first));
            rules.that(
                    longest.compareTo(first) >= 0,
                    "longest",
                    "must be >= first (%s), was %s",
                    Durations.format(first),
                    Durations.format(longest));
            rules.done();
        }
    }

    /**
     * When a server is taken out, and how it comes back.
     *
     * @param failures number of consecutive failed requests after which nothing more is sent to a server, at least 1
     * @param pause time after which such a server is tested again, above 0; it comes back if it passes the tests of the start and has
     *     the current weights
     * @param check time between two checks that a server still has the current weights, above 0
     */
    public record Circuit(int failures, Duration pause, Duration check) {
        public Circuit {
            OptionRules rules = new OptionRules("circuit");
            rules.that(failures >= 1, "failures", "must be >= 1, was %d", failures);
            rules.that(pause.toMillis() > 0, "pause", "must be > 0 s, was %s", Durations.format(pause));
            rules.that(check.toMillis() > 0, "check", "must be > 0 s, was %s", Durations.format(check));
            rules.done();
        }
    }

    /**
     * Updates of the servers' weights.
     *
     * @param timeout time that an update of one server may take, above 0, with the responses in progress that it waits for; a server that
     *     takes longer is taken out
     * @param share share of the servers that are updated at the same time, in (0, 1], rounded down but at least one; the others sample
     *     in the meantime
     * @param probe how weights are verified after an update, or at the start where servers keep theirs: {@code embedded} compares the
     *     server's log-probabilities of a short sample with those of the embedded engine, which holds one more copy of the weights for it;
     *     {@code none} trusts the server
     * @param tolerance maximum mean difference of the two, in nats per token, above 0
     */
    public record Weights(Duration timeout, double share, Probe probe, double tolerance) {
        /** How updated weights are verified. */
        public enum Probe {
            NONE,
            EMBEDDED
        }

        public Weights {
            requireNonNull(probe, "probe");
            OptionRules rules = new OptionRules("weights");
            rules.that(timeout.toMillis() > 0, "timeout", "must be > 0 s, was %s", Durations.format(timeout));
            rules.that(share > 0 && share <= 1, "share", "must be in (0, 1], was %s", share);
            rules.that(
                    tolerance > 0 && Double.isFinite(tolerance),
                    "tolerance",
                    "must be finite and > 0, was %s",
                    tolerance);
            rules.done();
        }
    }

    public ServersConfig {
        urls = List.copyOf(urls);
        requireNonNull(model, "model");
        requireNonNull(retry, "retry");
        requireNonNull(circuit, "circuit");
        requireNonNull(weights, "weights");
        OptionRules rules = new OptionRules("servers");
        for (String url : urls) {
            rules.that(
                    isAddress(url),
                    "urls",
                    "must be addresses such as http://host:8000, with http or https and without a user or a query, had '%s'",
                    url);
        }
        rules.that(urls.stream().distinct().count() == urls.size(), "urls", "must differ, were %s", urls);
        rules.that(!resolve.isNegative(), "resolve", "must be >= 0 s, was %s", resolve);
        rules.that(
                resolve.isZero() || urls.stream().noneMatch(url -> url.startsWith("https")),
                "resolve",
                "must be 0 s with https, whose certificates name hosts and not addresses, was %s",
                Durations.format(resolve));
        rules.that(
                keyEnv.isEmpty() || keyEnv.matches("[A-Za-z_][A-Za-z0-9_]*"),
                "keyEnv",
                "must be the name of an environment variable, was '%s'",
                keyEnv);
        rules.that(
                keyEnv.isEmpty() || keyFile.isEmpty(),
                "keyFile",
                "must be empty if keyEnv is given, was '%s'",
                keyFile);
        rules.that(topLogProbs >= 0, "topLogProbs", "must be >= 0, was %d", topLogProbs);
        rules.that(inFlight >= 1, "inFlight", "must be >= 1, was %d", inFlight);
        rules.that(latency.toMillis() > 0, "latency", "must be > 0 s, was %s", Durations.format(latency));
        rules.that(perToken.toMillis() > 0, "perToken", "must be > 0 s, was %s", Durations.format(perToken));
        rules.that(!hedgeAfter.isNegative(), "hedgeAfter", "must be >= 0 s, was %s", hedgeAfter);
        rules.done();
    }

    /** Time that a request may take whose responses have at most so many tokens. */
    public Duration limit(int tokens) {
        return latency.plus(perToken.multipliedBy(tokens));
    }

    private static boolean isAddress(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
