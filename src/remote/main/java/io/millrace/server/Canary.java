package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.server.ServerFault.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a server is, and whether it fits the policy, before anything is sampled on it: its model, context, vocabulary and
 * tokenizer; that token ids and log-probabilities of samples are consistent; and the distribution that log-probabilities refer to.
 *
 * <pre>
 *   log p of a token at T = 1 and at T = 2 equal              raw: log_softmax(z)
 *   log p(a) - log p(b) at T = 2 half of that at T = 1        scaled: log_softmax(z / T)
 * </pre>
 */
final class Canary {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
    private static final int TOKENS = 8;
    private static final int TOP = 5;
    private static final long SEED = 20_260;
    private static final double EQUAL = 2e-2;

    private final Http http;
    private final List<Dialect> dialects;
    private final PolicyTraits expected;
    private final Duration limit;

    /**
     * @param dialects the dialects to try, in this order
     * @param limit time limit of each request
     */
    Canary(Http http, List<Dialect> dialects, PolicyTraits expected, Duration limit) {
        this.http = http;
        this.dialects = List.copyOf(dialects);
        this.expected = expected;
        this.limit = limit;
    }

    /**
     * Tests a server.
     *
     * @param name its name in messages
     * @throws ServerFault if it gives no usable reply
     * @throws RefusedException if it does not fit
     */
    ServerTraits test(String name, URI server) throws ServerFault, RefusedException, InterruptedException {
        http.get(server, dialects.get(0).health(), limit);
        Identity identity = identity(server);
        fits(identity);
        String model = expected.model().isEmpty() ? identity.model() : expected.model();
        for (Dialect dialect : dialects) {
            try {
                List<Completion> plain = sample(server, dialect, model, 1);
                tokenizer(name, server, dialect, model);
                return new ServerTraits(
                        dialect,
                        new Identity(model, identity.version(), identity.contextTokens(), identity.vocabulary()),
                        scaled(plain, sample(server, dialect, model, 2)));
            } catch (ServerFault e) {
                boolean last = dialect == dialects.get(dialects.size() - 1);
                if (last || e.kind() != Kind.REJECTED) {
                    throw e;
                }
                LOG.debug("server {}: does not answer {}: {}", name, dialect.name(), e.reason());
            }
        }
        throw new IllegalStateException("canary: must have a dialect, had none");
    }

    /** Asks a server for its identity, without testing it. */
    Identity identity(URI server) throws ServerFault, InterruptedException {
        List<JsonNode> replies = new ArrayList<>();
        for (Call call : dialects.get(0).identityCalls()) {
            try {
                replies.add(http.get(server, call, limit));
            } catch (ServerFault e) {
                if (e.kind() != Kind.REJECTED) {
                    throw e;
                }
                replies.add(MissingNode.getInstance());
            }
        }
        return dialects.get(0).identity(replies);
    }

    private void fits(Identity identity) throws RefusedException {
        int vocabulary = identity.vocabulary().orElse(expected.vocabulary());
        if (vocabulary < expected.tokenizer().vocabulary()) {
            throw new RefusedException(
                    "vocabulary must have at least the %d token ids of policy.path, had %d: serve the policy's model"
                            .formatted(expected.tokenizer().vocabulary(), vocabulary));
        }
        int needed = expected.contextTokens();
        int context = identity.contextTokens().orElse(Integer.MAX_VALUE);
        if (needed != Integer.MAX_VALUE && context < needed) {
            throw new RefusedException(
                    "context must have at least policy.contextTokens (%d), had %d: raise it on the server (--max-model-len, --context-length, -c), or lower the option"
                            .formatted(needed, context));
        }
    }

    private List<Completion> sample(URI server, Dialect dialect, String model, double temperature)
            throws ServerFault, InterruptedException {
        SampleCall call = new SampleCall(
                "millrace-canary",
                model,
                expected.prompt(),
                1,
                SEED,
                new Sampling(temperature, 1, 0, TOKENS, expected.tokenizer().stopIds(), SEED),
                Math.min(TOP, expected.vocabulary()));
        JsonNode reply = http.get(server, dialect.sample(call), limit);
        return Samples.read(dialect, reply, call, expected.vocabulary());
    }

    /** Servers do not name their tokenizer, so both encode the same text. */
    private void tokenizer(String name, URI server, Dialect dialect, String model)
            throws ServerFault, RefusedException, InterruptedException {
        String text = expected.text();
        if (text.isEmpty()) {
            LOG.info(
                    "server {}: its tokenizer is not compared with policy.path, none of whose tokens occur in the test's text",
                    name);
            return;
        }
        JsonNode reply;
        try {
            reply = http.get(server, dialect.tokenize(model, text), limit);
        } catch (ServerFault e) {
            if (e.kind() != Kind.REJECTED) {
                throw e;
            }
            LOG.info(
                    "server {}: does not tokenize, so its tokenizer is not compared with policy.path: {}",
                    name,
                    e.reason());
            return;
        }
        TokenIds theirs = theirs(reply);
        TokenIds ours = expected.tokenizer().encode(text);
        if (!theirs.equals(ours)) {
            throw new RefusedException(
                    "tokenizer must be that of policy.path, which encodes '%s' as %s, encoded it as %s: serve the policy's model with its tokenizer"
                            .formatted(text, ours, theirs));
        }
    }

    private static TokenIds theirs(JsonNode reply) throws ServerFault {
        try {
            return Replies.tokens(reply, "tokens");
        } catch (IllegalArgumentException e) {
            throw new ServerFault(Kind.UNUSABLE, "/tokenize: " + e.getMessage());
        }
    }

    /**
     * Whether log-probabilities are scaled by the temperature, from samples at temperatures 1 and 2.
     *
     * @throws RefusedException if it is neither, or cannot be found out and matters
     */
    private boolean scaled(List<Completion> one, List<Completion> two) throws RefusedException {
        Map<Integer, double[]> pairs = pairs(one.get(0), two.get(0));
        if (pairs.isEmpty()) {
            if (expected.temperature() == 1 || expected.temperature() == 0) {
                return false; // Both are the same at this temperature.
            }
            throw new RefusedException(
                    "log-probs must be comparable at temperatures 1 and 2, but no token had both: sampling.temperature %s needs top log-probs, allow them on the server (--max-logprobs)"
                            .formatted(expected.temperature()));
        }
        if (pairs.values().stream().allMatch(pair -> Math.abs(pair[0] - pair[1]) <= EQUAL)) {
            return false;
        }
        double[] first = pairs.values().iterator().next();
        boolean halved = pairs.values().stream()
                .allMatch(pair -> Math.abs((pair[0] - first[0]) / 2 - (pair[1] - first[1])) <= EQUAL);
        if (halved) {
            return true;
        }
        throw new RefusedException(
                "log-probs must be of log_softmax(z) or log_softmax(z / T), were %s at T = 1 and T = 2: on vLLM use --logprobs-mode raw_logprobs, which is the default"
                        .formatted(pairs.values().stream().map(Arrays::toString).toList()));
    }

    /** Log-probs of the same tokens at the first position, by token. */
    private static Map<Integer, double[]> pairs(Completion one, Completion two) {
        Map<Integer, double[]> pairs = new LinkedHashMap<>();
        Map<Integer, Double> second = first(two);
        first(one).forEach((id, logProb) -> {
            Double other = second.get(id);
            if (other != null && Double.isFinite(logProb) && Double.isFinite(other)) {
                pairs.put(id, new double[] {logProb, other});
            }
        });
        return pairs;
    }

    private static Map<Integer, Double> first(Completion completion) {
        Map<Integer, Double> known = new LinkedHashMap<>();
        known.put(completion.tokens().ids()[0], (double) completion.logProbs()[0]);
        if (!completion.top().isEmpty()) {
            TopLogProbs top = completion.top().get(0);
            for (int i = 0; i < top.ids().length; i++) {
                known.put(top.ids()[i], (double) top.logProbs()[i]);
            }
        }
        return known;
    }
}
