package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.check.Require;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Parses one value of a configuration as the type of its key, or explains why it does not have that type. */
final class ScalarReader {
    private ScalarReader() {}

    /** @throws IllegalArgumentException whose message is the rule and the value, without the key */
    static Object read(Class<?> type, JsonNode node) {
        if (type == int.class || type == long.class) {
            return whole(type, node);
        }
        if (type == double.class) {
            return number(node);
        }
        if (type == boolean.class) {
            Require.that(node.isBoolean(), "must be true or false, was %s", show(node));
            return node.booleanValue();
        }
        if (ChoiceTypes.isChoice(type)) {
            return choice(type, node);
        }
        if (type == Duration.class) {
            Require.that(node.isTextual(), "must be a duration such as 2 min, was %s", show(node));
            return Durations.parse(node.textValue());
        }
        if (type == Path.class) {
            String path = text(node);
            Require.that(!path.isBlank(), "must be a path, was blank");
            return Path.of(path);
        }
        if (type == EngineKind.class) {
            return EngineKind.named(text(node));
        }
        Require.that(type == String.class, "type must be one that can be read, was %s", type);
        return text(node);
    }

    static List<String> texts(JsonNode node) {
        Require.that(node.isArray(), "must be a list of strings, was %s", show(node));
        return StreamSupport.stream(node.spliterator(), false)
                .map(ScalarReader::text)
                .toList();
    }

    /**
     * Strings by key; the keys of nested sections are joined by dots, so that {@code --set} can set a key with dots.
     */
    static Map<String, String> map(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        collect("", node, texts);
        return texts;
    }

    private static void collect(String prefix, JsonNode node, Map<String, String> texts) {
        Require.that(node.isObject(), "must be a map, was %s", show(node));
        node.properties().forEach(entry -> {
            String key = prefix + entry.getKey();
            if (entry.getValue().isObject()) {
                collect(key + ".", entry.getValue(), texts);
            } else {
                Require.that(
                        entry.getValue().isValueNode() && !entry.getValue().isNull(),
                        "%s must be a string, was %s",
                        key,
                        show(entry.getValue()));
                texts.put(key, entry.getValue().asText());
            }
        });
    }

    /** Formats a value for a message. */
    static String show(JsonNode node) {
        if (node.isNull()) {
            return "empty";
        }
        if (node.isObject()) {
            return "a section";
        }
        if (node.isArray()) {
            return "a list";
        }
        return node.isTextual() ? "'" + node.textValue() + "'" : node.asText();
    }

    private static Object whole(Class<?> type, JsonNode node) {
        Require.that(node.isIntegralNumber(), "must be a whole number, was %s", show(node));
        Require.that(
                type == int.class ? node.canConvertToInt() : node.canConvertToLong(),
                "must be a whole number of at most %s, was %s",
                type == int.class ? Integer.MAX_VALUE : Long.MAX_VALUE,
                show(node));
        if (type == int.class) {
            return node.intValue();
        }
        return node.longValue();
    }

    private static Object number(JsonNode node) {
        Require.that(node.isNumber(), "must be a number, was %s", show(node));
        Require.that(Double.isFinite(node.doubleValue()), "must be a finite number, was %s", show(node));
        return node.doubleValue();
    }

    private static Object choice(Class<?> type, JsonNode node) {
        List<?> choices = ChoiceTypes.of(type);
        String wanted = node.asText().toLowerCase(Locale.ROOT).replace('_', '-');
        Optional<?> found = choices.stream()
                .filter(choice -> ChoiceTypes.name(choice).equals(wanted))
                .findFirst();
        Require.that(
                found.isPresent(),
                "must be one of %s, was %s",
                choices.stream().map(ChoiceTypes::name).collect(Collectors.joining(", ")),
                show(node));
        return found.get();
    }

    private static String text(JsonNode node) {
        Require.that(node.isValueNode() && !node.isNull(), "must be a string, was %s", show(node));
        return node.asText();
    }
}
