package io.millrace.uniform;

import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** {@code policy.engine: uniform}: random tokens of the policy's vocabulary. */
public record UniformEngineKind() implements EngineKind {
    @Override
    public String name() {
        return UniformEngine.NAME;
    }

    @Override
    public EngineCapabilities capabilities() {
        return UniformEngine.CAPABILITIES;
    }

    @Override
    public PolicyEngine open(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        return new UniformEngine(
                new PolicyVersion(0, 0, policy, Map.of()),
                tokenizer.get().vocabulary(),
                config.policy().contextLimit(),
                System::nanoTime);
    }
}
