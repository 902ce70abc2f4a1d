package io.millrace.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.file.Folders;
import io.millrace.file.InputFile;
import io.millrace.huggingface.SafetensorsWriter.TensorSource;
import io.millrace.json.JsonMappers;
import io.millrace.json.ModelJson;
import io.millrace.model.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a complete Hugging Face folder: weights in one safetensors file, and everything else copied from the folder
 * that the model came from.
 */
public final class ModelFolderWriter {
    private static final List<String> COPIED = List.of(
            "generation_config.json",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "vocab.json",
            "merges.txt",
            "tokenizer.model",
            "chat_template.jinja",
            "chat_template.json");

    private ModelFolderWriter() {}

    /**
     * Writes a folder atomically. It must not exist.
     *
     * @param like the folder whose config.json and tokenizer are copied; config.json's torch_dtype becomes {@code type}
     * @param tensors tensors by name
     * @param type the type of the weights in the file
     */
    public static void write(Path folder, Path like, List<TensorSource> tensors, FloatType type) {
        if (Files.exists(folder)) {
            throw new PolicyException("%s: already exists; a written model is never changed".formatted(folder));
        }
        try {
            Folders.write(folder, draft -> fill(draft, like, tensors, type));
        } catch (IOException e) {
            throw new PolicyException("%s: could not be written: %s".formatted(folder, e), e);
        }
    }

    /**
     * Checks that all files of a folder except its weights can be copied.
     *
     * @throws PolicyException if one is not a regular file
     */
    public static void requireRegular(Path like) {
        for (String name : COPIED) {
            Path file = like.resolve(name);
            try {
                if (Files.exists(file)) {
                    InputFile.requireRegular(file);
                }
            } catch (IOException e) {
                throw new PolicyException("%s: %s".formatted(file, e), e);
            }
        }
    }

    private static void fill(Path draft, Path like, List<TensorSource> tensors, FloatType type) throws IOException {
        requireRegular(like);
        writeConfig(like.resolve("config.json"), draft.resolve("config.json"), type);
        for (String name : COPIED) {
            if (Files.exists(like.resolve(name))) {
                Files.copy(like.resolve(name), draft.resolve(name));
            }
        }
        SafetensorsWriter.write(draft.resolve("model.safetensors"), tensors, type);
    }

    private static void writeConfig(Path from, Path to, FloatType type) throws IOException {
        JsonMapper mapper = JsonMappers.plain();
        JsonNode config = ModelJson.read(from);
        if (!(config instanceof ObjectNode object)) {
            throw new PolicyException("%s: does not contain a JSON object".formatted(from));
        }
        object.put(object.has("dtype") ? "dtype" : "torch_dtype", type.torchName());
        Files.writeString(to, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(object) + "\n");
    }
}
