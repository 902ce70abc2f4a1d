package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.config.ConfigReader;
import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.start.StartingPolicy;
import io.millrace.policy.PolicyStore;
import io.millrace.serve.GenerationDefaults;
import io.millrace.serve.ServeConfig;
import io.millrace.testkit.serve.FakeServer;
import io.millrace.testkit.serve.FakeServer.Setup;
import io.millrace.testkit.serve.Fault;
import io.millrace.testkit.serve.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that reports an update of its weights, labels its tokens accordingly, and samples with the old ones. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StaleServerIT {
    private static final Path POLICY =
            Path.of("../deploy/models/reason").toAbsolutePath().normalize();
    private static final int STEPS = 3;

    @TempDir
    Path temp;

    private static FakeServer server(Fault... faults) {
        MillraceConfig config =
                ConfigReader.parse("policy: {path: '%s'}".formatted(POLICY), List.of(), "of the server");
        Setup setup = new Setup(
                POLICY,
                version -> EngineKind.named("djl")
                        .openModel(config, version.path())
                        .orElseThrow(),
                StartingPolicy.find(config).tokenizer(config),
                GenerationDefaults.NONE,
                ServeConfig.LOCAL);
        return FakeServer.start("vllm", setup, faults);
    }

    private CommandProcess.Result run(FakeServer server) throws Exception {
        Path config = Files.writeString(
                temp.resolve("stale.yaml"), """
                run: {steps: %d, out: '%s'}
                data: {train: {task: reason, prompts: 64}, eval: {task: reason, prompts: 4}}
                policy:
                  path: '%s'
                  engine: vllm
                  servers: {urls: ['%s'], weights: {probe: none}}
                  gap: {limit: 0.01}
                sampling: {maxTokens: 64}
                batch: {groups: 4}
                stream: {maxStaleness: 0, restarts: 0}
                optimizer: {rate: 3e-3}
                evaluation: {samples: 1, every: 0}
                """.formatted(STEPS, temp.resolve("run"), POLICY, server.url()));
        return CommandProcess.run(temp, "run", config.toString(), "--no-dashboard");
    }

    private long newestStep() {
        return new PolicyStore(temp.resolve("run/policies"))
                .newestManifest()
                .orElseThrow()
                .step();
    }

    @Test
    void theGapOfTheFirstMinibatchSampledWithOldWeightsStopsTheRun() throws Exception {
        try (FakeServer server = server(Faults.staleWeights())) {
            CommandProcess.Result result = run(server);

            assertThat(result.output())
                    .contains("step 2: sampler-learner gap must be <= 0.01 nats per token (policy.gap.limit)");
            assertThat(result.exit()).isEqualTo(1);
            assertThat(newestStep()).isEqualTo(1);
        }
    }

    @Test
    void anHonestServerStaysBelowTheLimit() throws Exception {
        try (FakeServer server = server()) {
            CommandProcess.Result result = run(server);

            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(newestStep()).isEqualTo(STEPS);
        }
    }
}
