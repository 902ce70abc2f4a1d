package io.millrace.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Damages the structure of JSON: changes types and numbers, removes, duplicates and renames keys, and nests values. */
final class JsonMutator {
    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final JsonMapper ESCAPED =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1",
            "1",
            "2147483647",
            "2147483648",
            "-2147483648",
            "9223372036854775807",
            "1e400",
            "1e999999999",
            "0.5",
            "NaN",
            "\"\"",
            "\"x\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\" \"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[1,\"a\",{}]",
            "{\"type\":\"x\"}",
            "{\"content\":\"x\"}");
    private static final int[] DEPTHS = {20, 101, 150, 1_001, 20_000};

    private final SplittableRandom random;
    private final List<String> words;

    JsonMutator(SplittableRandom random, List<String> words) {
        this.random = random;
        this.words = words;
    }

    byte[] damage(byte[] input) {
        JsonNode json;
        try {
            json = PLAIN.readTree(input);
        } catch (IOException e) {
            return input;
        }
        List<ContainerNode<?>> containers = new ArrayList<>();
        collect(json, containers);
        if (containers.isEmpty()) {
            return Mutator.utf8(value());
        }
        ContainerNode<?> place = containers.get(random.nextInt(containers.size()));
        if (place instanceof ObjectNode object) {
            damage(object);
        } else if (place instanceof ArrayNode array) {
            damage(array);
        }
        try {
            return Mutator.utf8((random.nextInt(4) == 0 ? ESCAPED : PLAIN).writeValueAsString(json));
        } catch (JsonProcessingException e) {
            return input;
        }
    }

    /** Descends into only a few elements of each container, so that small sections are as likely as large lists. */
    private void collect(JsonNode node, List<ContainerNode<?>> into) {
        if (node instanceof ContainerNode<?> container && into.size() < 400) {
            into.add(container);
            int skipped = 0;
            for (JsonNode child : node) {
                if (child.isContainerNode() && skipped++ < 20) {
                    collect(child, into);
                }
            }
        }
    }

    private void damage(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            object.set("a", raw(value()));
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(word() + name, object.remove(name));
            case 2 -> object.set(word(), object.get(name));
            case 3 ->
                object.set(
                        name,
                        object.get(names.get(random.nextInt(names.size()))).deepCopy());
            case 4 -> object.set(name, larger(object.get(name)));
            default -> object.set(name, raw(value()));
        }
    }

    private void damage(ArrayNode array) {
        if (array.isEmpty()) {
            array.add(raw(value()));
            return;
        }
        int at = random.nextInt(array.size());
        switch (random.nextInt(6)) {
            case 0 -> array.remove(at);
            case 1 -> array.insert(at, array.get(at).deepCopy());
            case 2 -> array.set(at, larger(array.get(at)));
            default -> array.set(at, raw(value()));
        }
    }

    private JsonNode larger(JsonNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (random.nextInt(3)) {
            case 0 -> {
                ArrayNode many = make.arrayNode();
                for (int i = random.nextInt(300); i >= 0; i--) {
                    many.add(node);
                }
                yield many;
            }
            case 1 -> make.textNode(node.asText("x").concat("a").repeat(1 + random.nextInt(3_000)));
            default -> raw(deep());
        };
    }

    private String deep() {
        int depth = DEPTHS[random.nextInt(DEPTHS.length)];
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
    }

    private String value() {
        if (!words.isEmpty() && random.nextInt(4) == 0) {
            return PLAIN.getNodeFactory().textNode(word()).toString();
        }
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private String word() {
        return words.isEmpty() ? "a" : words.get(random.nextInt(words.size()));
    }

    private static JsonNode raw(String json) {
        return JsonNodeFactory.instance.rawValueNode(new RawValue(json));
    }
}
