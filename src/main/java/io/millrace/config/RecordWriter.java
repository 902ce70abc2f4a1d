package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Records to trees: the reverse of {@link RecordReader}. */
final class RecordWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordWriter() {}

    static ObjectNode tree(Record value) {
        ObjectNode tree = NODES.objectNode();
        String type = ConfigLists.type(value.getClass());
        if (!type.isEmpty()) {
            tree.put(ConfigLists.TYPE, type);
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            tree.set(component.getName(), node(get(component, value)));
        }
        return tree;
    }

    /** An enum constant as it is written in a configuration: {@code TOKEN_MEAN} is {@code token-mean}. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static JsonNode node(Object value) {
        if (Choices.is(value)) {
            return NODES.textNode(Choices.name(value));
        }
        if (value instanceof EngineKind kind) {
            return NODES.textNode(kind.name());
        }
        if (value instanceof Record section) {
            return tree(section);
        }
        if (value instanceof List<?> list) {
            ArrayNode nodes = NODES.arrayNode();
            list.forEach(one -> nodes.add(node(one)));
            return nodes;
        }
        if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (value instanceof Double number) {
            return NODES.numberNode(number);
        }
        if (value instanceof Integer || value instanceof Long) {
            return NODES.numberNode(((Number) value).longValue());
        }
        return NODES.textNode(text(value));
    }

    private static String text(Object value) {
        if (value instanceof Duration duration) {
            return Durations.format(duration);
        }
        if (value instanceof String || value instanceof Path) {
            return value.toString();
        }
        throw new IllegalArgumentException("config: type must be one that can be written, was " + value.getClass());
    }

    private static Object get(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("config: must be readable: " + component, e);
        }
    }
}
