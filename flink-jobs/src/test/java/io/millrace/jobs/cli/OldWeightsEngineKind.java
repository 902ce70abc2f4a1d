package io.millrace.jobs.cli;

import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.policy.EngineCapabilities;
import io.millrace.policy.EngineInfo;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingRequest;
import io.millrace.token.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The embedded engine with a fault: while a file exists in the run's folder, it loads the initial weights instead of new ones. */
public record OldWeightsEngineKind() implements EngineKind {
    /** The name of the file. */
    static final String FAULT = "old-weights";

    @Override
    public String name() {
        return "old-weights";
    }

    @Override
    public EngineCapabilities capabilities() {
        return EngineKind.named("djl").capabilities();
    }

    @Override
    public PolicyEngine open(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        return new OldWeights(
                EngineKind.named("djl").open(config, policy, tokenizer),
                policy,
                config.run().out().resolve(FAULT));
    }

    private record OldWeights(PolicyEngine engine, Path initial, Path fault) implements PolicyEngine {
        @Override
        public EngineInfo info() {
            return engine.info();
        }

        @Override
        public void load(PolicyVersion version) {
            engine.load(
                    Files.exists(fault)
                            ? new PolicyVersion(version.number(), version.step(), initial, version.ended())
                            : version);
        }

        @Override
        public CompletableFuture<List<Response>> sample(SamplingRequest request) {
            return engine.sample(request);
        }

        @Override
        public EngineStatistics statistics() {
            return engine.statistics();
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
