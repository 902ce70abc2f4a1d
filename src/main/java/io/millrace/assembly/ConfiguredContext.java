package io.millrace.assembly;

import io.millrace.config.MillraceConfig;
import io.millrace.method.MethodContext;
import io.millrace.method.MethodSettings;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.text.Thoughts;
import io.millrace.token.ChatConfig;
import io.millrace.token.OpenedTokenizer;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * The context of the methods in a configuration.
 *
 * @param config the whole configuration
 * @param policy folder of the initial policy
 * @param models folders of required models by key; of others, the configured one
 * @param measured gives measured values by name
 */
record ConfiguredContext(
        MillraceConfig config, Path policy, Map<String, String> models, Function<String, OptionalDouble> measured)
        implements MethodContext {
    /** The same with every value measured: for what does not depend on them. */
    ConfiguredContext assumingMeasured() {
        return new ConfiguredContext(config, policy, models, name -> OptionalDouble.of(1));
    }

    @Override
    public MethodSettings settings() {
        return config.methodSettings();
    }

    @Override
    public Tokenizer tokenizer() {
        return OpenedTokenizer.of(modelTokenizer(""), config.opening());
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
        return measured.apply(name);
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
        return DjlEngineKind.open(config, folder(key), Integer.MAX_VALUE);
    }

    private Path folder(String key) {
        if (key.isEmpty()) {
            return policy;
        }
        return Path.of(Optional.ofNullable(models.get(key))
                .or(() -> config.methods().stream()
                        .flatMap(method -> method.models().stream())
                        .filter(model -> model.key().equals(key))
                        .map(model -> model.folder())
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException(key + ": must be a required model")));
    }
}
