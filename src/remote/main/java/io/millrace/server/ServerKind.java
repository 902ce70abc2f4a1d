package io.millrace.server;

import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** A kind of engine that samples on servers. */
public interface ServerKind extends EngineKind {
    /** The dialects of such servers, in order of preference. */
    List<Dialect> dialects();

    @Override
    default PolicyEngine open(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        return Servers.open(this, config, policy, tokenizer);
    }

    /** The embedded engine, so that evaluations do not change the servers' weights; the servers themselves if those never change. */
    @Override
    default PolicyEngine openEvaluation(MillraceConfig config, Path policy, Supplier<Tokenizer> tokenizer) {
        return capabilities().learns() ? Servers.embedded(config, policy) : open(config, policy, tokenizer);
    }

    @Override
    default boolean usesServers() {
        return true;
    }

    @Override
    default void useDevice(PolicyConfig policy, Supplier<List<String>> assigned) {
        Servers.useDevice(policy, assigned);
    }

    /** All registered kinds of servers by name. */
    static List<ServerKind> servers() {
        return EngineKind.all().stream()
                .filter(ServerKind.class::isInstance)
                .map(ServerKind.class::cast)
                .toList();
    }
}
