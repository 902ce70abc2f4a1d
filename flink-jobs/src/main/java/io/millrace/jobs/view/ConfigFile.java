package io.millrace.jobs.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration in a run's folder, as it is: extensions that it names need not be on the class path.
 *
 * @param text YAML; empty if the run has not written it yet
 * @param tree the same as a tree
 */
public record ConfigFile(String text, JsonNode tree) {
    private static final ConfigFile NONE = new ConfigFile("", MissingNode.getInstance());

    /** Reads a file. */
    static ConfigFile read(Path file) {
        try {
            if (!Files.exists(file)) {
                return NONE;
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return new ConfigFile(text, JsonMappers.yaml().build().readTree(text));
        } catch (IOException e) {
            return NONE;
        }
    }
}
