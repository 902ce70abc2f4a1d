package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.config.ServersConfig;
import io.millrace.json.JsonFile;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.TokenIds;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.Tokenizer;
import io.millrace.token.UnreadablePromptException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Opens the engines of the kinds that sample on servers. */
final class Servers {
    private static final String QUESTION = "12 + 7 = ?";
    private static final int TEST_TOKENS = 8;

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
        Tokenizer opened = tokenizer.get();
        int vocabulary = vocabulary(policy, opened);
        Optional<Reference> reference =
                kind.capabilities().learns() && servers.weights().probe() == ServersConfig.Weights.Probe.EMBEDDED
                        ? Optional.of(new EngineReference(() -> embedded(config, policy)))
                        : Optional.empty();
        return ServerEngine.open(
                new ServerEngine.Setting(
                        kind.name(),
                        kind.capabilities(),
                        kind.dialects(),
                        new PolicyTraits(
                                servers.model(),
                                opened,
                                vocabulary,
                                options.contextLimit(),
                                config.sampling().temperature(),
                                prompt(opened, vocabulary)),
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

    /** The vocabulary of the model, which may exceed that of its tokenizer. */
    static int vocabulary(Path policy, Tokenizer tokenizer) {
        Path file = policy.resolve("config.json");
        if (!Files.exists(file)) {
            return tokenizer.vocabulary();
        }
        try {
            JsonNode size = JsonFile.tree(file).path("vocab_size");
            return Math.max(tokenizer.vocabulary(), size.asInt(0));
        } catch (IOException e) {
            throw new PolicyException(
                    "policy %s: config.json could not be read: %s".formatted(policy, e.getMessage()), e);
        }
    }

    /** A short question as a prompt; a tokenizer that cannot encode it gets the first tokens of its vocabulary. */
    static TokenIds prompt(Tokenizer tokenizer, int vocabulary) {
        try {
            TokenIds prompt = tokenizer.prompt(List.of(new ChatMessage("user", QUESTION)));
            if (prompt.size() > 0) {
                return prompt;
            }
        } catch (UnreadablePromptException e) {
            // The vocabulary has no digits, or the template rejects such a conversation.
        }
        int[] ids = new int[TEST_TOKENS];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = i % vocabulary;
        }
        return new TokenIds(ids);
    }
}
