package io.millrace.jobs.start;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.config.MillraceConfig;
import io.millrace.config.PolicyConfig;
import io.millrace.file.InputFile;
import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelFolder;
import io.millrace.huggingface.ModelFolderWriter;
import io.millrace.jobs.console.Home;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.Digests;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.json.ModelJson;
import io.millrace.model.PolicyException;
import io.millrace.ordered.OrderedSet;
import io.millrace.token.ChatConfig;
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
 * The policy that a run starts from: the configured folder, or one like it with random weights, or, where recorded responses are
 * replayed, no more than a tokenizer.
 *
 * @param given the configured folder: config.json, tokenizer and, if it has weights, their names and shapes are in order
 * @param model what its config.json says; empty where responses are replayed
 * @param random whether its weights are to be drawn
 * @param seed of the draw
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
     * Finds and checks the configured folder without reading weights.
     *
     * @throws RefusedException if it is not one that a run can start from
     */
    public static StartingPolicy find(MillraceConfig config) {
        PolicyConfig policy = config.policy();
        if (!policy.capabilities().learns()) {
            return tokenizerOnly(Home.find(policy.path()), policy.chat());
        }
        boolean random = policy.init().random() || !hasWeights(Home.find(policy.path()));
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
     * Finds and checks a folder with weights.
     *
     * @param key what named it
     * @param chat how conversations are to become prompts
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

    /** @param key what named the folder */
    public static StartingPolicy find(String key, Path path, boolean random, long seed, ChatConfig chat) {
        Path given = Home.find(path);
        if (!Files.exists(given.resolve("config.json"))) {
            throw new RefusedException(
                    "%s: must be a Hugging Face folder with a config.json, was %s: give another".formatted(key, given)
                            + " one, or make a small policy with: millrace pretrain CONFIG --out " + given);
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

    /** Weights that are drawn have no file whose size would show that config.json is mistaken. */
    private static void checkMemory(Path given, ModelConfig model) {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        if (model.parameters() > memory / Float.BYTES) {
            throw new PolicyException(
                    "%s: random weights must fit into this machine's memory of %d MiB as float32, config.json asks for %d parameters, which take %d MiB"
                            .formatted(given, memory >> 20, model.parameters(), model.parameters() >> 18));
        }
    }

    /** SHA-256 of what its config.json says; of nothing if there is none, as there may be where responses are replayed. */
    String config() throws IOException {
        Path config = given.resolve("config.json");
        return Digests.of(Files.exists(config) ? InputFile.text(config, ModelJson.LARGEST) : "");
    }

    /**
     * The tokenizer, with prompts that end as configured.
     *
     * @throws PolicyException if it cannot write what prompts end with
     */
    public Tokenizer tokenizer(MillraceConfig config) {
        return OpenedTokenizer.of(
                Tokenizers.load(given, config.policy().chat(), config.thinking().tags()), config.opening());
    }

    /** Maximum length of prompt and response together, in tokens: the configured limit, or the model's own where it is lower. */
    public int contextTokens(PolicyConfig policy) {
        int configured = policy.contextLimit();
        return model.map(config -> Math.min(configured, config.positions())).orElse(configured);
    }

    /** What its weights are: how they are drawn, or SHA-256 of the files that hold them. */
    String weights() throws IOException {
        return random
                ? "random, seed " + seed
                : Digests.of(given, name -> name.startsWith("model.safetensors") || name.endsWith(".safetensors"));
    }

    /** SHA-256 of the files that make text of tokens and end responses. */
    public String tokenizer() throws IOException {
        return Digests.of(given, TOKENIZER::contains);
    }

    /** The complete folder; weights that are to be drawn are, once for a run. */
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

    private static boolean hasWeights(Path folder) {
        return Files.exists(folder.resolve("model.safetensors"))
                || Files.exists(folder.resolve("model.safetensors.index.json"));
    }
}
