package io.millrace.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.config.ConfigException.Problem;
import io.millrace.json.JsonMappers;
import io.millrace.plugin.Extensions;
import io.millrace.verify.VerifierType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

/** YAML text to trees and back. */
final class ConfigYaml {
    private static final YAMLMapper MAPPER = JsonMappers.yaml()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private ConfigYaml() {}

    /** The default of every key, in the order of the sections; without verifiers that are not on the class path. */
    static ObjectNode defaults() {
        ObjectNode defaults = resource("defaults.yaml");
        Iterator<JsonNode> verifiers = defaults.path("task").path("verifiers").elements();
        while (verifiers.hasNext()) {
            if (Extensions.find(
                            VerifierType.class, verifiers.next().path("type").asText())
                    .isEmpty()) {
                verifiers.remove();
            }
        }
        ExtensionSections.complete(MillraceConfig.class, defaults);
        return defaults;
    }

    private static ObjectNode resource(String name) {
        try (InputStream text = ConfigYaml.class.getResourceAsStream(name)) {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("config: %s could not be read".formatted(name), e);
        }
    }

    /** Parses a tree of keys; an empty text gives an empty tree. */
    static ObjectNode parse(String text, String origin) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? origin
                    : "line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new ConfigException(origin, List.of(new Problem(where, syntax(e))));
        }
        if (tree.isMissingNode() || tree.isNull()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (!tree.isObject()) {
            throw new ConfigException(origin, List.of(new Problem("line 1", "must be a mapping of keys to values")));
        }
        return (ObjectNode) tree;
    }

    /** Parses one value, as written after a key. */
    static JsonNode value(String text, String origin) {
        return text.isBlank()
                ? TextNode.valueOf("")
                : parse("value: " + text, origin).path("value");
    }

    static String write(MillraceConfig config) {
        try {
            return MAPPER.writeValueAsString(RecordWriter.tree(config));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("config: could not be written as YAML", e);
        }
    }

    private static String syntax(JsonProcessingException e) {
        List<String> lines = e.getOriginalMessage().lines().map(String::strip).toList();
        return lines.get(0).startsWith("Duplicate field")
                ? lines.get(0).replace("Duplicate field", "must be given once, was given twice: key")
                : "must be YAML: " + lines.get(0);
    }
}
