package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.server.ServerFault.Kind;
import io.millrace.server.ServerReport.Finding;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Figures of a server that has passed the canary's tests. */
final class ServerFigures {
    private static final int TOKENS = 16;
    private static final int LONG = 64;
    private static final int TOGETHER = 16;
    private static final int LONGEST_PROMPT = 1 << 17;
    private static final long SEED = 20_262;

    private final Http http;
    private final URI address;
    private final ServerTraits server;
    private final PolicyTraits expected;
    private final ServersConfig options;
    private final LongSupplier nanoTime;

    ServerFigures(
            Http http,
            URI address,
            ServerTraits server,
            PolicyTraits expected,
            ServersConfig options,
            LongSupplier nanoTime) {
        this.http = http;
        this.address = address;
        this.server = server;
        this.expected = expected;
        this.options = options;
        this.nanoTime = nanoTime;
    }

    private SampleCall call(TokenIds prompt, int samples, int tokens, List<Integer> stops, long seed) {
        return new SampleCall(
                "millrace-check",
                server.identity().model(),
                prompt,
                samples,
                seed,
                new Sampling(1, 1, 0, tokens, stops, seed),
                0);
    }

    private List<Completion> sample(SampleCall call) throws ServerFault, InterruptedException {
        return read(http.get(address, server.dialect().sample(call), limit(call)), call);
    }

    private List<Completion> read(JsonNode reply, SampleCall call) throws ServerFault {
        return Samples.read(server.dialect(), reply, call, expected.vocabulary());
    }

    private Duration limit(SampleCall call) {
        return options.limit(call.sampling().maxTokens());
    }

    /** The meaning of log-probabilities, and whether a seed repeats a response. */
    List<Finding> sampling() throws ServerFault, InterruptedException {
        SampleCall call =
                call(expected.prompt(), 1, TOKENS, expected.tokenizer().stopIds(), SEED);
        boolean repeats =
                sample(call).get(0).tokens().equals(sample(call).get(0).tokens());
        return List.of(
                new Finding(
                        "log-probs",
                        server.scaled()
                                ? "scaled by the temperature: log_softmax(z / T)"
                                : "raw, at every temperature: log_softmax(z)"),
                new Finding(
                        "seeds",
                        repeats
                                ? "the same seed gave the same response twice"
                                : "the same seed gave two different responses: runs cannot be repeated exactly"));
    }

    /** Whether its tokenizer could be compared with the policy's; the canary refuses one that differs. */
    Finding tokenizer() throws ServerFault, InterruptedException {
        String text = expected.text();
        if (text.isEmpty()) {
            return new Finding("tokenizer", "not compared: none of the policy's tokens occur in the test's text");
        }
        try {
            http.get(address, server.dialect().tokenize(server.identity().model(), text), options.latency());
            return new Finding("tokenizer", "encodes '%s' as the policy's does".formatted(text));
        } catch (ServerFault e) {
            if (e.kind() != Kind.REJECTED) {
                throw e;
            }
            return new Finding("tokenizer", "not compared: " + e.reason());
        }
    }

    /** Mean difference of the server's log-probabilities and those of the policy, in nats per token. */
    double gap(Reference reference, PolicyVersion policy) throws ServerFault, InterruptedException {
        Completion sample = sample(
                        call(expected.prompt(), 1, TOKENS, expected.tokenizer().stopIds(), SEED))
                .get(0);
        return sample.gap(reference.logProbs(policy, expected.prompt(), sample.tokens()));
    }

    /** Whether its weights can be replaced. */
    List<Finding> updates() throws ServerFault, InterruptedException {
        Dialect dialect = server.dialect();
        if (dialect.update("/", "").isEmpty()) {
            return List.of(new Finding("updates", "none: such servers keep their weights, so nothing can be trained"));
        }
        if (dialect.labelCall().isEmpty()) {
            return List.of(new Finding("updates", "possible"));
        }
        try {
            JsonNode label = http.get(address, dialect.labelCall().get(), options.latency());
            return List.of(
                    new Finding("updates", "possible; its weights are labelled '%s'".formatted(dialect.label(label))));
        } catch (ServerFault e) {
            if (e.kind() != Kind.REJECTED) {
                throw e;
            }
            return List.of(
                    new Finding("updates", "none: start it with %s to train on it".formatted(dialect.updateOption())));
        }
    }

    /** Whether it rejects what it must reject. */
    List<Finding> refusals(boolean withKey, Http withoutKey) throws ServerFault, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        int context = server.identity().contextTokens().orElse(Integer.MAX_VALUE);
        if (context < LONGEST_PROMPT) {
            int[] prompt = new int[context + 1];
            Arrays.fill(prompt, expected.prompt().ids()[0]);
            Optional<ServerFault> refusal = refusal(http, call(new TokenIds(prompt), 1, 1, List.of(), SEED));
            String answered = "not rejected: a prompt of %d tokens was answered; limit prompts by data.maxPromptTokens"
                    .formatted(prompt.length);
            findings.add(new Finding(
                    "long prompts",
                    refusal.map(fault -> fault.kind() == Kind.UNUSABLE
                                    ? "not rejected, but such replies are refused: " + fault.reason()
                                    : "rejected")
                            .orElse(answered)));
        }
        if (withKey) {
            Optional<ServerFault> refusal = refusal(withoutKey, call(expected.prompt(), 1, 1, List.of(), SEED));
            findings.add(new Finding(
                    "API key",
                    refusal.isPresent() ? "required" : "not required: whoever reaches the server can use it"));
        }
        return findings;
    }

    /** Why a request is refused; empty if it is answered. */
    private Optional<ServerFault> refusal(Http client, SampleCall call) throws ServerFault, InterruptedException {
        try {
            read(client.get(address, server.dialect().sample(call), limit(call)), call);
            return Optional.empty();
        } catch (ServerFault e) {
            if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.TIMEOUT) {
                throw e;
            }
            return Optional.of(e);
        }
    }

    /** Sampling speed, of one response and of several at a time. */
    List<Finding> speed() throws ServerFault, InterruptedException {
        int room = server.identity().contextTokens().orElse(Integer.MAX_VALUE)
                - expected.prompt().size();
        int tokens = Math.max(1, Math.min(LONG, room));
        double one = speed(1, tokens);
        double many = speed(TOGETHER, tokens);
        return List.of(new Finding(
                "speed",
                "%.0f tokens/s for one response of up to %d tokens, %.0f tokens/s for %d at a time"
                        .formatted(one, tokens, many, TOGETHER)));
    }

    private double speed(int responses, int tokens) throws ServerFault, InterruptedException {
        int each = Math.min(responses, server.dialect().samplesPerCall());
        List<SampleCall> calls = new ArrayList<>();
        for (int sent = 0; sent < responses; sent += each) {
            calls.add(call(expected.prompt(), each, tokens, List.of(), SEED + sent));
        }
        long start = nanoTime.getAsLong();
        List<Http.Sent> sent = calls.stream()
                .map(call -> http.send(address, server.dialect().sample(call), limit(call)))
                .toList();
        long sampled = 0;
        for (int i = 0; i < sent.size(); i++) {
            for (Completion completion : read(sent.get(i).await(), calls.get(i))) {
                sampled += completion.tokens().size();
            }
        }
        return sampled * 1e9 / Math.max(1, nanoTime.getAsLong() - start);
    }
}
