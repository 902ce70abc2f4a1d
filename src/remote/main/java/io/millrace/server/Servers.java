package io.millrace.server;

import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.config.ServersConfig;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.ModelFiles;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens the engines of the kinds that sample on servers. */
final class Servers {
    private Servers() {}

    /**
     * Opens an engine over the configured servers.
     *
     * @param kind the kind of engine
     * @param policy folder of the policy
     * @throws PolicyException if a server does not fit the policy, or none responds
     */
    static PolicyEngine open(ServerKind kind, MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        PolicyConfig options = config.policy();
        ServersConfig servers = options.servers();
        boolean probes =
                servers.weights().probe() == ServersConfig.Weights.Probe.EMBEDDED && ModelFiles.hasWeights(policy);
        Optional<Reference> reference =
                probes ? Optional.of(new EngineReference(() -> embedded(config, policy))) : Optional.empty();
        return ServerEngine.open(
                new ServerEngine.Setting(
                        kind.name(),
                        kind.capabilities(),
                        kind.dialects(),
                        PolicyTraits.of(config, policy, tokenizer.get()),
                        new PolicyVersion(0, 0, policy, Map.of()),
                        options.timeout()),
                servers,
                ApiKey.header(servers, System::getenv),
                reference,
                System::nanoTime);
    }

    /**
     * Opens the embedded engine for a folder.
     *
     * @throws PolicyException if there is none
     */
    public static PolicyEngine embedded(MillraceConfig config, Path folder) {
        return EngineKind.all().stream()
                .flatMap(kind -> kind.openModel(config, folder).stream())
                .findFirst()
                .orElseThrow(() -> new PolicyException(
                        "policy %s: no engine on the class path can open it; add millrace-torch".formatted(folder)));
    }

    /** Chooses the device of the embedded engine, which the learner and the probe of weights use. */
    public static void useDevice(PolicyConfig policy, Supplier<List<String>> assigned) {
        for (EngineKind kind : EngineKind.all()) {
            if (!kind.usesServers()) {
                kind.useDevice(policy, assigned);
            }
        }
    }
}
