package io.millrace.server;

import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.server.llamacpp.LlamaCppEngineKind;
import io.millrace.server.sglang.SglangEngineKind;
import io.millrace.server.vllm.VllmEngineKind;
import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.Letters;
import io.millrace.testkit.serve.LogitEngine;
import io.millrace.testkit.serve.Weights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Engines over the test kit's servers, which serve a {@link LogitEngine}. */
final class FleetKit {
    static final TokenIds PROMPT = new TokenIds(97, 98);
    static final long FIRST_WEIGHTS = 1;
    private static final int CONTEXT = 1000;

    private FleetKit() {}

    static ServerKind kind(String dialect) {
        return switch (dialect) {
            case "vllm" -> new VllmEngineKind();
            case "sglang" -> new SglangEngineKind();
            default -> new LlamaCppEngineKind();
        };
    }

    static PolicyVersion version(Path root, long number, long step, long weights) {
        return new PolicyVersion(number, step, Weights.write(root.resolve("v" + number), weights), Map.of());
    }

    static ServersConfig config(String options, FakeServer... servers) {
        return EngineKit.parse(Arrays.stream(servers).map(FakeServer::url).collect(Collectors.joining(", ")), options);
    }

    static ServerEngine open(
            String dialect, Path root, String options, Optional<Reference> reference, FakeServer... servers) {
        ServerKind kind = kind(dialect);
        return ServerEngine.open(
                new ServerEngine.Setting(
                        kind.name(),
                        kind.capabilities(),
                        kind.dialects(),
                        new PolicyTraits("", new Letters(0), Letters.VOCABULARY, CONTEXT, 1, PROMPT),
                        version(root, 0, 0, FIRST_WEIGHTS),
                        Duration.ofMinutes(1)),
                config(options, servers),
                Optional.empty(),
                reference,
                System::nanoTime);
    }

    static SamplingRequest request(String query, int samples, double temperature, List<Integer> stops) {
        return new SamplingRequest(
                query, 0, PromptKind.PLAIN, PROMPT, samples, new Sampling(temperature, 1, 0, 6, stops, 3));
    }
}
