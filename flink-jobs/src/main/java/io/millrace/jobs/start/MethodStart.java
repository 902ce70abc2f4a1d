package io.millrace.jobs.start;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import io.millrace.json.UnreadableJsonException;
import io.millrace.method.Measurement;
import io.millrace.method.Method;
import io.millrace.method.RequiredModel;
import io.millrace.policy.PolicyEngine;
import io.millrace.token.ChatConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Meets the requirements of the methods before a run: models, texts that the tokenizers can encode, and measured
 * values.
 */
public final class MethodStart {
    private static final JsonMapper JSON = JsonMappers.plain();
    private static final String VALUE = "value";

    private final MillraceConfig config;

    public MethodStart(MillraceConfig config) {
        this.config = config;
    }

    /**
     * Performs the checks that need the models' tokenizers, before anything is written.
     *
     * @param policy folder of the starting policy
     * @throws RefusedException if the embedded engine cannot run a required model, or if a tokenizer cannot encode a
     *     text that a method needs
     */
    public void check(Path policy) {
        ConfiguredParts parts = ConfiguredParts.of(config, policy).withModels(models());
        for (Method method : config.methods()) {
            try {
                method.checkTokenizers(parts.context());
            } catch (IllegalArgumentException e) {
                throw new RefusedException("method.%s.%s".formatted(method.name(), e.getMessage()), e);
            }
        }
        try {
            parts.assumingMeasured().grade().close();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("rewards of %s: %s".formatted(policy, e.getMessage()), e);
        }
    }

    /**
     * Adds the requirements of the methods to the parts of the run.
     *
     * @throws RefusedException if a value cannot be measured
     */
    public ConfiguredParts complete(ConfiguredParts parts, Dataset prompts, RunFolder folder, Screen screen)
            throws IOException {
        ConfiguredParts found = parts.withModels(models());
        Map<String, Double> measured = new TreeMap<>();
        for (Method method : config.methods()) {
            Optional<Measurement> measurement = method.measurement(found.context());
            if (measurement.isPresent()) {
                measured.put(measurement.get().name(), measured(measurement.get(), found, prompts, folder, screen));
            }
        }
        return found.withMeasured(measured);
    }

    private Map<String, String> models() {
        Map<String, String> folders = new LinkedHashMap<>();
        for (Method method : config.methods()) {
            for (RequiredModel model : method.models()) {
                Path folder = StartingPolicy.find(model.key(), Path.of(model.folder()), ChatConfig.OWN)
                        .given();
                folders.put(model.key(), folder.toAbsolutePath().toString());
            }
        }
        return folders;
    }

    /** The measured value; it is measured once in the life of a run. */
    private double measured(
            Measurement measurement, ConfiguredParts parts, Dataset prompts, RunFolder folder, Screen screen)
            throws IOException {
        Path file = folder.measured().resolve(measurement.name() + ".json");
        if (Files.exists(file)) {
            return read(file);
        }
        double value = measure(measurement, parts, prompts);
        Files.createDirectories(folder.measured());
        SmallFile.replace(file, JSON.writeValueAsString(Map.of(VALUE, value)) + "\n");
        screen.print(measurement.report(value));
        return value;
    }

    private double measure(Measurement measurement, ConfiguredParts parts, Dataset prompts) {
        try (PolicyEngine engine = parts.engine()) {
            return measurement.measure(engine, prompts, config.policy().maxRows());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    private static double read(Path file) throws IOException {
        try {
            JsonNode value = JsonFile.tree(file).path(VALUE);
            if (value.isNumber()) {
                return value.asDouble();
            }
            throw new RefusedException("%s: %s must be a number, was %s: delete the file to measure it again"
                    .formatted(file, VALUE, value.isMissingNode() ? "missing" : value));
        } catch (UnreadableJsonException e) {
            throw new RefusedException(
                    "%s: does not contain %s (%s): delete the file to measure it again".formatted(file, VALUE, e), e);
        }
    }
}
