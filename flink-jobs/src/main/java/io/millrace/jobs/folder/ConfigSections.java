package io.millrace.jobs.folder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Some sections of a configuration file. The others may need extensions that are not there.
 *
 * @param file the file, for messages
 * @param text YAML; empty if the file has none of the sections
 */
public record ConfigSections(Path file, String text) {
    public ConfigSections {
        requireNonNull(file, "file");
        requireNonNull(text, "text");
    }

    /**
     * Reads sections.
     *
     * @param names those that are wanted, as far as the file has them
     * @throws IOException if the file is not readable YAML
     */
    public static ConfigSections read(Path file, List<String> names) throws IOException {
        YAMLMapper yaml = JsonMappers.yaml().build();
        JsonNode all = yaml.readTree(Files.readString(file));
        Map<String, JsonNode> sections = new LinkedHashMap<>();
        names.stream().filter(all::has).forEach(name -> sections.put(name, all.get(name)));
        return new ConfigSections(file, sections.isEmpty() ? "" : yaml.writeValueAsString(sections));
    }

    /**
     * The configuration, with defaults in place of the other sections.
     *
     * @param set options in place of those of the file, {@code KEY=VALUE}
     * @throws io.millrace.config.ConfigException if an option is not valid
     */
    public MillraceConfig parse(List<String> set) {
        return ConfigReader.parse(text, set, file.toString());
    }
}
