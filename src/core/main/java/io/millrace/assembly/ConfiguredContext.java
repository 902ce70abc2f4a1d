package io.millrace.assembly;

import static java.util.Objects.requireNonNull;

import io.millrace.agent.Environments;
import io.millrace.agent.ToolTokenizer;
import io.millrace.config.EngineKind;
import io.millrace.config.MillraceConfig;
import io.millrace.method.MethodContext;
import io.millrace.method.MethodSettings;
import io.millrace.method.RequiredModel;
import io.millrace.model.PolicyException;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.text.Thoughts;
import io.millrace.token.ChatConfig;
import io.millrace.token.OpenedTokenizer;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The context of the methods in a configuration. Each value is created on first use. For use by a single thread. */
final class ConfiguredContext implements MethodContext {
    private final MillraceConfig config;
    private final ConfiguredParts parts;
    private @Nullable MethodSettings settings;
    private @Nullable Tokenizer tokenizer;

    ConfiguredContext(MillraceConfig config, ConfiguredParts parts) {
        this.config = requireNonNull(config, "config");
        this.parts = requireNonNull(parts, "parts");
    }

    @Override
    public MethodSettings settings() {
        if (settings == null) {
            settings = config.methodSettings();
        }
        return settings;
    }

    @Override
    public Tokenizer tokenizer() {
        if (tokenizer == null) {
            Tokenizer opened = OpenedTokenizer.of(modelTokenizer(""), config.opening());
            tokenizer = config.agent().tools().isEmpty()
                    ? opened
                    : new ToolTokenizer(opened, config.agent().format(), () -> Environments.describe(config.agent()));
        }
        return tokenizer;
    }

    @Override
    public Thoughts thoughts() {
        return new Thoughts(tokenizer(), config.thinking(), config.opening());
    }

    @Override
    public Sampling sampling() {
        return ConfiguredParts.sampling(config, tokenizer()).full();
    }

    @Override
    public OptionalDouble measured(String name) {
        return parts.measured().containsKey(name)
                ? OptionalDouble.of(parts.measured().get(name))
                : OptionalDouble.empty();
    }

    @Override
    public Tokenizer modelTokenizer(String key) {
        return Tokenizers.load(
                folder(key),
                key.isEmpty() ? config.policy().chat() : ChatConfig.OWN,
                config.thinking().tags());
    }

    @Override
    public PolicyEngine modelEngine(String key) {
        return Stream.concat(Stream.of(config.policy().engine()), EngineKind.all().stream())
                .flatMap(kind -> kind.openModel(config, folder(key)).stream())
                .findFirst()
                .orElseThrow(() ->
                        new PolicyException("model %s: no engine on the class path can open it; add millrace-torch"
                                .formatted(folder(key))));
    }

    private Path folder(String key) {
        if (key.isEmpty()) {
            return Path.of(parts.policy());
        }
        return Path.of(Optional.ofNullable(parts.models().get(key))
                .or(() -> config.methods().stream()
                        .flatMap(method -> method.models().stream())
                        .filter(model -> model.key().equals(key))
                        .map(RequiredModel::folder)
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException(key + ": must be a required model")));
    }
}
