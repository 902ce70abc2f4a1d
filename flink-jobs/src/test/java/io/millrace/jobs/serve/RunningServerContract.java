package io.millrace.jobs.serve;

import io.millrace.config.ConfigReader;
import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.jobs.start.StartingPolicy;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.PolicyEngineContract;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of engines, over a server that is already running: {@code -Dmillrace.KIND.url} is its address, {@code
 * -Dmillrace.KIND.policy} the folder of the policy that it serves (default: deploy/models/reason), which it must reach under the same
 * path. Subclasses are skipped without an address.
 */
abstract class RunningServerContract extends PolicyEngineContract {
    private static final String DEFAULT_POLICY = "../deploy/models/reason";

    @TempDir
    Path folder;

    private final String kind;

    RunningServerContract(String kind) {
        this.kind = kind;
    }

    private String property(String name) {
        return "millrace.%s.%s".formatted(kind, name);
    }

    private Path policy() {
        return Path.of(System.getProperty(property("policy"), DEFAULT_POLICY))
                .toAbsolutePath()
                .normalize();
    }

    private MillraceConfig config() {
        return ConfigReader.parse(
                "policy: {engine: %s, path: '%s', servers: {urls: ['%s']}}"
                        .formatted(kind, policy(), System.getProperty(property("url"))),
                List.of(),
                "test");
    }

    @Override
    protected PolicyEngine open() {
        PolicyEngine engine = EngineKind.named(kind)
                .open(config(), policy(), () -> StartingPolicy.find(config()).tokenizer(config()));
        try {
            if (engine.info().capabilities().learns()) {
                engine.load(random(1, 1)); // The same response twice is a coincidence with these.
            }
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    @Override
    protected PolicyVersion other() {
        return random(7, 5);
    }

    private PolicyVersion random(long number, long step) {
        Path drawn = folder.resolve("v" + number);
        try (Weights weights = Weights.random(ModelConfig.read(policy()), number)) {
            weights.write(drawn, policy(), FloatType.BF16);
        }
        return new PolicyVersion(number, step, drawn, Map.of());
    }

    @Override
    protected String query() {
        return "query 1";
    }

    /** A letter, which the shipped policies can encode. */
    @Override
    protected TokenIds prompt() {
        return StartingPolicy.find(config()).tokenizer(config()).prompt(List.of(ChatMessage.user("A")));
    }
}
