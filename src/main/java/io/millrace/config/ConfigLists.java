package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Options that are lists of sections.
 *
 * <p>The sections of a list are of one record, or of one of several: then the list is of a sealed interface, and the key {@code
 * type} of a section names the record, {@code soft-limit} for a {@code SoftLimitConfig}. What a section of a list does not give
 * is as in {@code lists.yaml}; what is empty there must be given.
 */
final class ConfigLists {
    /** Names the record of a section. */
    static final String TYPE = "type";

    private ConfigLists() {}

    /** What the sections of a list are made of, if the option is such a list: a record, or a sealed interface of records. */
    static Optional<Class<?>> sections(RecordComponent component) {
        return component.getType() == List.class
                        && component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> of
                        && (of.isRecord() || of.isSealed())
                ? Optional.of(of)
                : Optional.empty();
    }

    /** The records that a section can be, by type; by the empty text if there is one only. */
    static Map<String, Class<? extends Record>> records(Class<?> sections) {
        Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
        if (sections.isRecord()) {
            records.put("", sections.asSubclass(Record.class));
        } else {
            for (Class<?> record : sections.getPermittedSubclasses()) {
                records.put(type(record), record.asSubclass(Record.class));
            }
        }
        return records;
    }

    /** The name of a record among those of its list; empty if it is the only one. */
    static String type(Class<?> record) {
        boolean among = Arrays.stream(record.getInterfaces()).anyMatch(Class::isSealed);
        return among
                ? record.getSimpleName()
                        .replaceFirst("Config$", "")
                        .replaceAll("(?<=.)([A-Z])", "-$1")
                        .toLowerCase(Locale.ROOT)
                : "";
    }

    /**
     * What a section is where it gives nothing; keys that it must give are null.
     *
     * @param list path of the list
     * @param type of the section, empty if there is one only
     */
    static ObjectNode otherwise(String list, String type) {
        JsonNode of = of(list);
        if (type.isEmpty()) {
            return (ObjectNode) of;
        }
        ObjectNode typed = ((ObjectNode) of.path(type)).deepCopy();
        typed.put(TYPE, type);
        return typed;
    }

    /** Names of all such lists. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        ConfigYaml.lists().fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A list may lie in several sections, or in those of another list: its name says what its sections are. */
    private static JsonNode of(String list) {
        return ConfigYaml.lists().path(list.substring(list.lastIndexOf('.') + 1));
    }

    /** The type that a section names, as far as it is one of a list. */
    static Optional<String> typeOf(String list, JsonNode section) {
        JsonNode of = of(list);
        if (of.isMissingNode()) {
            return Optional.empty();
        }
        boolean single = !of.elements().next().isObject();
        String type = section.path(TYPE).asText("").toLowerCase(Locale.ROOT).replace('_', '-');
        return single ? Optional.of("") : of.has(type) ? Optional.of(type) : Optional.empty();
    }
}
