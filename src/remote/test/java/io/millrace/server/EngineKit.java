package io.millrace.server;

import io.millrace.config.ConfigReader;
import io.millrace.config.ServersConfig;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.server.vllm.VllmEngineKind;
import io.millrace.testkit.ByteTokens;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Engines over {@link ToyServer}s, with short pauses. */
final class EngineKit {
    static final TokenIds PROMPT = new TokenIds(97, 98, 99);
    private static final String PAUSES = """
            latency: 1 min, retry: {most: 4, first: 1 ms, longest: 5 ms},
            circuit: {failures: 3, pause: 20 ms, check: 1 h}, weights: {timeout: 30 s}""";

    /** Options under which a reply that never comes is given up soon; a slow machine may need some of the retries for good ones. */
    static final String SHORT = "latency=2 s; perToken=1 ms; retry.most=20";

    private EngineKit() {}

    /** Options of servers as a user writes them, added to short pauses. */
    static ServersConfig config(String options, ToyServer... servers) {
        return parse(Arrays.stream(servers).map(ToyServer::url).collect(Collectors.joining(", ")), options);
    }

    /** @param options overrides such as {@code inFlight=4}, separated by semicolons */
    static ServersConfig parse(String urls, String options) {
        return ConfigReader.parse(
                        "policy: {engine: vllm, servers: {urls: [%s], %s}}".formatted(urls, PAUSES),
                        Arrays.stream(options.split(";"))
                                .map(String::strip)
                                .filter(option -> !option.isEmpty())
                                .map(option -> "policy.servers." + option)
                                .toList(),
                        "test")
                .policy()
                .servers();
    }

    static ServerEngine open(Path folder, ServersConfig config) {
        return open(folder, config, Duration.ofMinutes(1), Optional.empty());
    }

    static ServerEngine open(Path folder, ServersConfig config, Duration timeout, Optional<Reference> reference) {
        return open(folder, config, timeout, reference, host -> List.of(InetAddress.getAllByName(host)));
    }

    static ServerEngine open(
            Path folder,
            ServersConfig config,
            Duration timeout,
            Optional<Reference> reference,
            Addresses.Resolver resolver) {
        VllmEngineKind kind = new VllmEngineKind();
        return ServerEngine.open(
                new ServerEngine.Setting(
                        kind.name(),
                        kind.capabilities(),
                        kind.dialects(),
                        new PolicyTraits("", ByteTokens.of(), ToyModel.VOCABULARY, Integer.MAX_VALUE, 1, PROMPT),
                        ToyModel.version(folder, 0, 0, 11),
                        timeout),
                config,
                Optional.empty(),
                reference,
                System::nanoTime,
                resolver);
    }

    static SamplingRequest request(String query, int samples) {
        return new SamplingRequest(query, 0, PromptKind.PLAIN, PROMPT, samples, new Sampling(1, 1, 0, 4, List.of(), 3));
    }

    static List<Response> sample(PolicyEngine engine, String query, int samples) throws Exception {
        return engine.sample(request(query, samples)).get(1, TimeUnit.MINUTES);
    }
}
