package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.RegistrationException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An option that names an extension, whose own options are in the same section.
 *
 * @param key the key of the option
 * @param point extension point
 */
record Named(String key, Class<?> point) {
    /** Key of sections that are themselves extensions rather than records with one. */
    static final String TYPE = "type";

    /** The option that names the extension of a record or of a section that is itself an extension. */
    static Optional<Named> of(Class<?> sections) {
        return sections.isRecord()
                ? Arrays.stream(sections.getRecordComponents())
                        .filter(component -> Extension.class.isAssignableFrom(component.getType()))
                        .map(component -> new Named(component.getName(), component.getType()))
                        .findFirst()
                : Optional.of(new Named(TYPE, sections));
    }

    /** The type given in a section, known or not; empty if none is given. */
    String type(JsonNode section) {
        return section.path(key).asText("").toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a section names an unknown extension. */
    boolean unknown(JsonNode section) {
        return section.has(key) && !Extensions.types(point).contains(type(section));
    }

    /** The error message for a section that names no known extension. */
    String refusal(JsonNode section) {
        JsonNode named = section.path(key);
        List<String> types = Extensions.types(point);
        return "must be one of %s, was %s%s"
                .formatted(
                        String.join(", ", types),
                        named.isMissingNode() ? "not given" : ScalarReader.show(named),
                        named.isTextual()
                                ? NearestName.of(type(section), types)
                                        .map("; did you mean %s?"::formatted)
                                        .orElse("")
                                : "");
    }

    /** Adds an extension to the defaults of a section: its type and its options. */
    void complete(String type, ObjectNode defaults) {
        Class<? extends Record> extension = Extensions.find(point, type).orElseThrow();
        defaults.put(key, type);
        for (Map.Entry<String, JsonNode> option :
                ConfigLists.defaults(extension).properties()) {
            boolean itself =
                    Extensions.several(extension).isPresent() && option.getKey().equals(TYPE) && key.equals(TYPE);
            if (!itself && defaults.has(option.getKey())) {
                throw new RegistrationException(
                        Extensions.file(point),
                        "options must not have the name of an option common to all %s, was %s in %s"
                                .formatted(point.getSimpleName(), option.getKey(), extension.getName()));
            }
            if (!itself) {
                defaults.set(option.getKey(), option.getValue());
            }
        }
    }

    /** Adds to the defaults the type and options of each extension that the given sections, or else the defaults, name. */
    static void complete(Class<?> record, JsonNode given, ObjectNode defaults) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getType().isRecord() && defaults.path(component.getName()) instanceof ObjectNode below) {
                complete(component.getType(), given.path(component.getName()), below);
            }
        }
        of(record).ifPresent(named -> {
            String type = named.type(given.has(named.key()) ? given : defaults);
            if (Extensions.types(named.point()).contains(type)) {
                named.complete(type, defaults);
            }
        });
    }

    /** The components of a record by key, including those of its extension. */
    static Map<String, RecordComponent> components(Class<?> record, ObjectNode section) {
        Map<String, RecordComponent> components = new LinkedHashMap<>();
        for (RecordComponent component : record.getRecordComponents()) {
            components.put(component.getName(), component);
        }
        of(record)
                .flatMap(named -> Extensions.find(named.point(), named.type(section)))
                .ifPresent(extension -> {
                    for (RecordComponent component : extension.getRecordComponents()) {
                        components.putIfAbsent(component.getName(), component);
                    }
                });
        return components;
    }
}
