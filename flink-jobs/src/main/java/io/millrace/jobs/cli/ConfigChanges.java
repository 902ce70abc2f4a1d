package io.millrace.jobs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Describes the differences between two configurations. */
final class ConfigChanges {
    private static final YAMLMapper YAML = JsonMappers.yaml().build();
    private static final String NONE = "(none)";

    private ConfigChanges() {}

    /** One line for each changed option, sorted by key; a single line if the earlier configuration cannot be read. */
    static List<String> between(String was, String is) {
        Map<String, String> before;
        Map<String, String> now;
        try {
            before = options(was);
            now = options(is);
        } catch (IOException e) {
            return List.of(
                    "config: the configuration that the run was started with cannot be read, so changes are not shown");
        }
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        List<String> lines = new ArrayList<>();
        for (String key : keys) {
            String old = before.getOrDefault(key, NONE);
            String current = now.getOrDefault(key, NONE);
            if (!old.equals(current)) {
                lines.add("config: %s: %s → %s".formatted(key, old, current));
            }
        }
        return lines;
    }

    private static Map<String, String> options(String yaml) throws IOException {
        Map<String, String> options = new TreeMap<>();
        collect("", YAML.readTree(yaml), options);
        return options;
    }

    private static void collect(String key, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            key.isEmpty() ? field.getKey() : key + "." + field.getKey(), field.getValue(), into));
        } else {
            into.put(key, node.isTextual() ? node.asText() : node.toString());
        }
    }
}
