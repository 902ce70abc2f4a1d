package io.millrace.jobs.start;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.file.InputFile;
import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelFolder;
import io.millrace.huggingface.ModelFolderWriter;
import io.millrace.jobs.console.InstallFolder;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.Digests;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.json.ModelJson;
import io.millrace.model.PolicyException;
import io.millrace.ordered.OrderedSet;
import io.millrace.token.ChatConfig;
import io.millrace.token.ModelFiles;
import io.millrace.token.OpenedTokenizer;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import io.millrace.torch.Weights;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The starting policy of a run: the configured folder, or a copy of it with random weights, or only a tokenizer if
 * recorded responses are replayed.
 *
 * @param given the configured folder, with valid config.json, tokenizer and, if it has weights, valid names and shapes
 * @param model contents of its config.json; empty if responses are replayed
 * @param random whether its weights are drawn at random
 * @param seed the seed of the draw
 */
public record StartingPolicy(Path given, Optional<ModelConfig> model, boolean random, long seed) {
    private static final Set<String> TOKENIZER = OrderedSet.of(
            "tokenizer.json",
            "tokenizer_config.json",
            "generation_config.json",
            "special_tokens_map.json",
            "chat_template.jinja",
            "chat_template.json");

    /**
     * Locates and checks the configured folder without reading weights.
     *
     * @throws RefusedException if a run cannot start from it
     */
    public static StartingPolicy find(MillraceConfig config) {
        PolicyConfig policy = config.policy();
        if (!policy.capabilities().learns()) {
            return tokenizerOnly(InstallFolder.resolve(policy.path()), policy.chat());
        }
        boolean random = policy.init().random() || !ModelFiles.hasWeights(InstallFolder.resolve(policy.path()));
        StartingPolicy found =
                find("policy.path", policy.path(), random, policy.init().seed(), policy.chat());
        try {
            found.tokenizer(config);
            return found;
        } catch (PolicyException e) {
            throw new RefusedException("policy.path: %s: %s".formatted(found.given(), e.getMessage()), e);
        }
    }

    /**
     * Locates and checks a folder with weights.
     *
     * @param key the option that names the folder
     * @param chat how conversations are rendered as prompts
     */
    public static StartingPolicy find(String key, Path path, ChatConfig chat) {
        return find(key, path, false, 0, chat);
    }

    private static StartingPolicy tokenizerOnly(Path given, ChatConfig chat) {
        try {
            Tokenizers.load(given, chat);
            return new StartingPolicy(given, Optional.empty(), false, 0);
        } catch (PolicyException e) {
            throw new RefusedException("policy.path: " + e.getMessage(), e);
        }
    }

    /** @param key the option that names the folder */
    public static StartingPolicy find(String key, Path path, boolean random, long seed, ChatConfig chat) {
        Path given = InstallFolder.resolve(path);
        if (!Files.exists(given.resolve("config.json"))) {
            throw new RefusedException(
                    "%s: must be a Hugging Face folder with a config.json, was %s: choose another".formatted(key, given)
                            + " one, or create a small policy with: millrace pretrain CONFIG --out " + given);
        }
        try {
            ModelConfig model = ModelConfig.read(given);
            check(given, model, random, chat);
            return new StartingPolicy(given, Optional.of(model), random, seed);
        } catch (PolicyException e) {
            throw new RefusedException(key + ": " + e.getMessage(), e);
        }
    }

    private static void check(Path given, ModelConfig model, boolean random, ChatConfig chat) {
        if (random) {
            checkMemory(given, model);
        } else {
            ModelFolder.open(given).close();
        }
        ModelFolderWriter.requireRegular(given);
        Tokenizer tokenizer = Tokenizers.load(given, chat);
        if (tokenizer.vocabulary() > model.vocabulary()) {
            throw new PolicyException(
                    "%s: tokenizer must have at most the model's %d token ids (vocab_size), had %d; use the model's own"
                            .formatted(given, model.vocabulary(), tokenizer.vocabulary()));
        }
    }

    /** Checks the size of random weights: there is no file whose size would reveal a mistake in config.json. */
    private static void checkMemory(Path given, ModelConfig model) {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        if (model.parameters() > memory / Float.BYTES) {
            throw new PolicyException(
                    "%s: random weights must fit into this machine's memory of %d MiB as float32, config.json specifies %d parameters, which take %d MiB"
                            .formatted(given, memory >> 20, model.parameters(), model.parameters() >> 18));
        }
    }

    /** SHA-256 of its config.json; of empty input if there is none, which is allowed if responses are replayed. */
    String config() throws IOException {
        Path config = given.resolve("config.json");
        return Digests.of(Files.exists(config) ? InputFile.text(config, ModelJson.MAX_BYTES) : "");
    }

    /**
     * The tokenizer, with the configured end of prompts.
     *
     * @throws PolicyException if it cannot encode the end of prompts
     */
    public Tokenizer tokenizer(MillraceConfig config) {
        return OpenedTokenizer.of(
                Tokenizers.load(given, config.policy().chat(), config.thinking().tags()), config.opening());
    }

    /**
     * Maximum length of prompt and response together, in tokens: the configured limit, or the model's if that is lower.
     */
    public int contextTokens(PolicyConfig policy) {
        int configured = policy.contextLimit();
        return model.map(config -> Math.min(configured, config.positions())).orElse(configured);
    }

    /** Identifies its weights: by the seed they are drawn with, or by SHA-256 of their files. */
    String weights() throws IOException {
        return random
                ? "random, seed " + seed
                : Digests.of(given, name -> name.startsWith("model.safetensors") || name.endsWith(".safetensors"));
    }

    /** SHA-256 of the files that define decoding and stop tokens. */
    public String tokenizer() throws IOException {
        return Digests.of(given, TOKENIZER::contains);
    }

    /** The complete folder; random weights are drawn once per run. */
    public Path complete(RunFolder folder) {
        if (!random) {
            return given;
        }
        Path drawn = folder.initialPolicy();
        if (!Files.exists(drawn)) {
            try (Weights weights = Weights.random(model.orElseThrow(), seed)) {
                weights.write(drawn, given, FloatType.F32);
            }
        }
        return drawn;
    }
}
