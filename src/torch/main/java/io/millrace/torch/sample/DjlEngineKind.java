package io.millrace.torch.sample;

import io.millrace.assembly.ComputeThreads;
import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.Tokenizer;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.TorchDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** {@code policy.engine: djl}: embedded, on libtorch. */
public record DjlEngineKind() implements EngineKind {
    private static final int PREFILL_TOKENS = 4096;
    private static final Duration BLOCK_TIME = Duration.ofMillis(10);

    @Override
    public String name() {
        return DjlPolicyEngine.NAME;
    }

    @Override
    public EngineCapabilities capabilities() {
        return DjlPolicyEngine.CAPABILITIES;
    }

    @Override
    public PolicyEngine open(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        return open(config, policy, config.policy().contextLimit());
    }

    /** Uses the maximum context of the model. */
    @Override
    public Optional<PolicyEngine> openModel(MillraceConfig config, Path folder) {
        return Optional.of(open(config, folder, Integer.MAX_VALUE));
    }

    @Override
    public void useDevice(PolicyConfig policy, Supplier<List<String>> assigned) {
        EngineRuntime.useDevice(TorchDevice.of(policy.device(), assigned));
    }

    private static PolicyEngine open(MillraceConfig config, Path folder, int contextTokens) {
        EngineRuntime.useDeviceByDefault(() -> TorchDevice.of(config.policy().device(), List::of));
        EngineRuntime.useThreads(ComputeThreads.of(config));
        return DjlPolicyEngine.open(
                new PolicyVersion(0, 0, folder, Map.of()),
                engineConfig(config.policy(), contextTokens),
                System::nanoTime);
    }

    private static DjlEngineConfig engineConfig(PolicyConfig policy, int contextTokens) {
        boolean alone = policy.batching() == PolicyConfig.Batching.GROUP;
        return new DjlEngineConfig(
                alone ? new Batching.Group() : new Batching.Continuous(policy.maxRows()),
                contextTokens,
                PREFILL_TOKENS,
                alone ? 4 : 16,
                BLOCK_TIME,
                policy.timeout());
    }
}
