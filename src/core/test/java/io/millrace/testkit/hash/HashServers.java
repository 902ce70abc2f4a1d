package io.millrace.testkit.hash;

import io.millrace.config.ConfigReader;
import io.millrace.config.EngineKind;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.Tokenizer;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * Servers of vLLM's dialect whose weights are those of {@link HashLearner}.
 *
 * @param weights folder of the weights that they start with
 * @param urls their addresses
 */
public record HashServers(String weights, List<String> urls) implements Serializable {
    static final HashServers NONE = new HashServers("", List.of());
    private static final long serialVersionUID = 1;

    /** Failures end soon, so that many fit into a test. */
    private static final String PAUSES =
            "retry: {most: 100, first: 5 ms, longest: 50 ms}, circuit: {failures: 1, pause: 50 ms, check: 1 s}, weights: {probe: none}";

    public HashServers {
        urls = List.copyOf(urls);
    }

    PolicyEngine open(Tokenizer tokenizer) {
        return EngineKind.named("vllm")
                .open(
                        ConfigReader.parse(
                                "policy: {engine: vllm, path: '%s', servers: {urls: ['%s'], %s}}"
                                        .formatted(weights, String.join("', '", urls), PAUSES),
                                List.of(),
                                "test"),
                        Path.of(weights),
                        () -> tokenizer);
    }
}
