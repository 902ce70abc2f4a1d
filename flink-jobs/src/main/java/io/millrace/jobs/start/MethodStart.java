package io.millrace.jobs.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.json.JsonFile;
import io.millrace.json.UnreadableJsonException;
import io.millrace.method.rearl.BaseReflection;
import io.millrace.method.rearl.ReaRlConfig;
import io.millrace.method.rearl.ReflectionPrompt;
import io.millrace.model.PolicyException;
import io.millrace.policy.PolicyEngine;
import io.millrace.text.ReflectionMarks;
import io.millrace.text.Thoughts;
import io.millrace.token.ChatConfig;
import io.millrace.token.Tokenizer;
import io.millrace.token.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;

/** What methods need before a run: words that the tokenizers know, and, for REA-RL, its reflection model's folder, and what the base model's reflection was measured to be. */
public final class MethodStart {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String THRESHOLD = "threshold";

    private final MillraceConfig config;
    private final ReaRlConfig rearl;

    public MethodStart(MillraceConfig config) {
        this.config = config;
        rearl = config.method().rearl();
    }

    /**
     * Checks what only the models' own tokenizers can tell, before anything is written.
     *
     * @param policy folder that the run starts from
     * @throws RefusedException if the reflection model is not one that the embedded engine can run, or if a tokenizer cannot
     *     write what a method needs
     */
    public void check(Path policy) {
        Path judge = hasModel() ? model() : policy;
        ConfiguredParts parts = ConfiguredParts.of(config, policy);
        try {
            if (rearl.revises()) {
                ChatConfig chat = hasModel() ? ChatConfig.OWN : config.policy().chat();
                new ReflectionPrompt(
                        rearl.revise(),
                        Tokenizers.load(judge, chat, config.thinking().tags()));
                Tokenizer writer = parts.tokenizer();
                writer.known("ending", writer.encode(rearl.revise().ending()));
            }
        } catch (IllegalArgumentException | PolicyException e) {
            throw new RefusedException("method.rearl.revise: " + e.getMessage(), e);
        }
        try {
            parts.grade(OptionalDouble.of(1)).close();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("rewards of %s: %s".formatted(policy, e.getMessage()), e);
        }
    }

    /**
     * The parts of the run with what REA-RL needs.
     *
     * @throws RefusedException if there is no threshold for the reflection reward
     */
    public ConfiguredParts complete(ConfiguredParts parts, Dataset prompts, RunFolder folder, Screen screen)
            throws IOException {
        ConfiguredParts found = hasModel() ? parts.withReflectionModel(model()) : parts;
        return rearl.measures() ? found.withThreshold(threshold(parts, prompts, folder, screen)) : found;
    }

    private boolean hasModel() {
        return rearl.revises() && !rearl.revise().model().isEmpty();
    }

    private Path model() {
        return StartingPolicy.find(
                        "method.rearl.revise.model", Path.of(rearl.revise().model()), ChatConfig.OWN)
                .given();
    }

    private static double threshold(Path file) throws IOException {
        try {
            JsonNode value = JsonFile.tree(file).path(THRESHOLD);
            if (value.isNumber()) {
                return value.asDouble();
            }
            throw new RefusedException("%s: %s must be a number, was %s: delete the file to have it measured again"
                    .formatted(file, THRESHOLD, value.isMissingNode() ? "missing" : value));
        } catch (UnreadableJsonException e) {
            throw new RefusedException(
                    "%s: must hold %s, does not (%s): delete it to have it measured again"
                            .formatted(file, THRESHOLD, e),
                    e);
        }
    }

    /** Measured once in a run's life. */
    private double threshold(ConfiguredParts parts, Dataset prompts, RunFolder folder, Screen screen)
            throws IOException {
        Path file = folder.reflectionThreshold();
        if (Files.exists(file)) {
            return threshold(file);
        }
        double threshold = measure(parts, prompts);
        SmallFile.replace(file, JSON.writeValueAsString(Map.of(THRESHOLD, threshold)) + "\n");
        screen.say(
                "reflection reward: full up to %.1f thinking tokens a mark, measured on %d responses of the base policy"
                        .formatted(threshold, rearl.reflectionReward().samples()));
        return threshold;
    }

    private double measure(ConfiguredParts parts, Dataset prompts) {
        Tokenizer tokenizer = parts.tokenizer();
        try (PolicyEngine engine = parts.engine()) {
            return new BaseReflection(
                            engine,
                            tokenizer,
                            new Thoughts(tokenizer, config.thinking(), config.opening()),
                            new ReflectionMarks(config.thinking()),
                            config.policy().maxRows())
                    .threshold(
                            prompts,
                            rearl.reflectionReward().samples(),
                            parts.sampling(tokenizer).full());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("method.rearl.reflectionReward.threshold: " + e.getMessage(), e);
        }
    }
}
