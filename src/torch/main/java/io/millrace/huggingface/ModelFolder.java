package io.millrace.huggingface;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.json.ModelJson;
import io.millrace.model.PolicyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An open Hugging Face folder: config.json and either model.safetensors or the shards listed in
 * model.safetensors.index.json. Every tensor is checked against the config when the folder is opened.
 */
public final class ModelFolder implements AutoCloseable {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private final Path folder;
    private final ModelConfig config;
    private final Map<String, Safetensors> files = new LinkedHashMap<>();
    private final Map<String, String> fileOf = new LinkedHashMap<>();

    private ModelFolder(Path folder, ModelConfig config) {
        this.folder = folder;
        this.config = config;
    }

    /**
     * Opens a folder.
     *
     * @throws PolicyException if a file is missing or malformed, or a tensor is missing, unexpected or of the wrong shape
     */
    public static ModelFolder open(Path folder) {
        ModelFolder model = new ModelFolder(folder, ModelConfig.read(folder));
        try {
            model.openFiles();
            model.checkLayers();
            model.checkTensors();
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    public ModelConfig config() {
        return config;
    }

    /** Its tensors, in the order in which programs index their parameters. */
    public List<ModelLayout.Part> parts() {
        return ModelLayout.of(config).parameters().stream()
                .flatMap(parameter -> parameter.parts().stream())
                .toList();
    }

    /** Reads a tensor's values as float32. */
    public void read(ModelLayout.Part part, Safetensors.FloatSink sink) {
        Safetensors file = file(part.name());
        file.read(file.entry(part.name()), sink);
    }

    @Override
    public void close() {
        files.values().forEach(Safetensors::close);
    }

    private void openFiles() {
        if (Files.exists(folder.resolve(INDEX))) {
            openShards(folder.resolve(INDEX));
            return;
        }
        Safetensors single = Safetensors.open(folder.resolve(SINGLE));
        files.put(SINGLE, single);
        single.entries().keySet().forEach(name -> fileOf.put(name, SINGLE));
    }

    private void openShards(Path index) {
        JsonNode map = ModelJson.read(index).path("weight_map");
        check(map.isObject(), "%s: does not contain an object weight_map", index);
        map.properties().forEach(field -> {
            String name = field.getKey();
            String shard = field.getValue().asText();
            check(
                    shard.matches("[\\w.-]+\\.safetensors"),
                    "%s: tensor %s: file must be a safetensors file of this folder, was %s",
                    index,
                    name,
                    shard);
            Safetensors file = files.computeIfAbsent(shard, s -> Safetensors.open(folder.resolve(s)));
            check(
                    file.entries().containsKey(name),
                    "%s: does not contain tensor %s, which the index names",
                    file.file(),
                    name);
            fileOf.put(name, shard);
        });
    }

    /**
     * Checked before the tensor names of all layers are generated: a damaged config.json may claim far too many layers.
     */
    private void checkLayers() {
        long found = fileOf.keySet().stream()
                .filter(name -> name.startsWith("model.layers."))
                .map(name -> name.split("\\.", 4)[2])
                .distinct()
                .count();
        check(
                found >= config.layers(),
                "%s: must have %d layers according to num_hidden_layers of config.json, had %d",
                folder,
                config.layers(),
                found);
    }

    private void checkTensors() {
        Set<String> unexpected = new LinkedHashSet<>(fileOf.keySet());
        for (ModelLayout.Part part : parts()) {
            checkShape(part);
            unexpected.remove(part.name());
        }
        unexpected.removeIf(name -> name.endsWith("rotary_emb.inv_freq"));
        if (config.tied() && unexpected.remove(TiedHead.HEAD)) {
            TiedHead.check(folder, file(TiedHead.HEAD), file(ModelLayout.EMBEDDINGS), ModelLayout.EMBEDDINGS);
        }
        check(
                unexpected.isEmpty(),
                "%s: must contain only tensors of a %s model, also had %s, whose purpose is unknown",
                folder,
                config.family(),
                unexpected.stream().sorted().limit(3).toList());
    }

    private Safetensors file(String tensor) {
        String name = fileOf.get(tensor);
        return requireNonNull(name == null ? null : files.get(name), tensor);
    }

    private void checkShape(ModelLayout.Part part) {
        check(
                fileOf.containsKey(part.name()),
                "%s: does not contain tensor %s, which config.json requires",
                folder,
                part.name());
        TensorEntry entry = file(part.name()).entry(part.name());
        check(
                entry.shape().equals(part.shape()),
                "%s: tensor %s: shape must be %s according to config.json, was %s",
                folder,
                part.name(),
                part.shape(),
                entry.shape());
    }

    private static void check(boolean rule, String message, Object... values) {
        if (!rule) {
            throw new PolicyException(message.formatted(values));
        }
    }
}
