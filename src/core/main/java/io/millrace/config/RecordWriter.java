package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.Sections;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Converts records to trees: the inverse of {@link RecordBinder}. */
final class RecordWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RecordWriter() {}

    static ObjectNode tree(Record value) {
        ObjectNode tree = NODES.objectNode();
        if (value instanceof Extension itself) {
            tree.put(Named.TYPE, Extensions.type(itself));
        }
        ObjectNode options = NODES.objectNode();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = get(component, value);
            if (part instanceof Extension extension) {
                tree.put(component.getName(), Extensions.type(extension));
                options.setAll(tree((Record) extension));
                options.remove(Named.TYPE);
            } else if (ExtensionSections.inline(component)) {
                options.setAll((ObjectNode) node(part));
            } else {
                tree.set(component.getName(), node(part));
            }
        }
        tree.setAll(options);
        return tree;
    }

    /** An enum constant as it is written in a configuration: {@code TOKEN_MEAN} is {@code token-mean}. */
    static String name(Enum<?> constant) {
        return Extensions.written(constant);
    }

    private static JsonNode node(Object value) {
        if (ChoiceTypes.is(value)) {
            return NODES.textNode(ChoiceTypes.name(value));
        }
        if (value instanceof EngineKind kind) {
            return NODES.textNode(kind.name());
        }
        if (value instanceof Sections<?> sections) {
            ObjectNode tree = NODES.objectNode();
            for (Extension extension : sections.all()) {
                ObjectNode options = tree((Record) extension);
                options.remove(Named.TYPE);
                tree.set(Extensions.type(extension), options);
            }
            return tree;
        }
        if (value instanceof Record section) {
            return tree(section);
        }
        if (value instanceof List<?> list) {
            ArrayNode nodes = NODES.arrayNode();
            list.forEach(one -> nodes.add(node(one)));
            return nodes;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode nodes = NODES.objectNode();
            map.forEach((key, text) -> nodes.set(key.toString(), node(text)));
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
            throw new IllegalStateException("config: could not be read: " + component, e);
        }
    }
}
