package io.millrace.server.sglang;

import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.PolicyEngine;
import io.millrace.server.Dialect;
import io.millrace.server.ServerKind;
import io.millrace.server.Servers;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** {@code policy.engine: sglang}: servers of SGLang. Their seeds count only in deterministic mode, so noise is not declared equal. */
public record SglangEngineKind() implements ServerKind {
    private static final EngineCapabilities CAPABILITIES =
            new EngineCapabilities(true, false, false, false, false, true);

    @Override
    public String name() {
        return "sglang";
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public List<Dialect> dialects() {
        return List.of(new Sglang());
    }

    @Override
    public PolicyEngine open(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        return Servers.open(this, dialects(), config, policy, tokenizer);
    }

    @Override
    public PolicyEngine openEvaluation(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        return Servers.embedded(config, policy);
    }

    @Override
    public boolean usesServers() {
        return true;
    }

    @Override
    public void useDevice(PolicyConfig policy, Supplier<List<String>> assigned) {
        Servers.useDevice(policy, assigned);
    }
}
