package io.millrace.assembly;

import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.Tokenizer;
import io.millrace.trace.TraceEngine;
import io.millrace.trace.TraceFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** {@code policy.engine: trace}: replays the recorded responses of {@code policy.trace}. */
public record TraceEngineKind() implements EngineKind {
    @Override
    public String name() {
        return TraceEngine.NAME;
    }

    @Override
    public EngineCapabilities capabilities() {
        return TraceEngine.CAPABILITIES;
    }

    @Override
    public PolicyEngine open(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        return new TraceEngine(
                TraceFile.open(config.policy().trace(), config.data().train().task()),
                tokenizer.get(),
                new PolicyVersion(0, 0, policy, Map.of()),
                config.policy().contextLimit(),
                ComputeThreads.of(config),
                System::nanoTime);
    }
}
