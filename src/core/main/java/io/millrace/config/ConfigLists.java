package io.millrace.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.plugin.Default;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.RegistrationException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/**
 * Options that are lists of sections.
 *
 * <p>The sections of a list are all of one record type, or each is an extension or a record with one component that is an
 * extension. Missing options take the {@link Default}s of their records; options without a default are required.
 */
final class ConfigLists {
    private static final ClassValue<ObjectNode> DEFAULTS = new ClassValue<>() {
        @Override
        protected ObjectNode computeValue(Class<?> record) {
            return ofComponents(record);
        }
    };

    private ConfigLists() {}

    /** The type of a list's sections, if the option is such a list: a record or an extension point. */
    static Optional<Class<?>> sections(RecordComponent component) {
        return component.getType() == List.class
                        && component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> of
                        && (of.isRecord() || Extension.class.isAssignableFrom(of))
                ? Optional.of(of)
                : Optional.empty();
    }

    /** The types that a section can have; only the empty string if there is no choice. */
    static List<String> types(Class<?> sections) {
        return Named.of(sections).map(named -> Extensions.types(named.point())).orElse(List.of(""));
    }

    /** The record type of a section. */
    static Class<? extends Record> record(Class<?> sections, String type) {
        return sections.isRecord()
                ? sections.asSubclass(Record.class)
                : Extensions.find(sections, type).orElseThrow();
    }

    /**
     * The type of a section.
     *
     * @return the empty string if there is no choice; empty if there is no such type
     */
    static Optional<String> typeOf(Class<?> sections, JsonNode section) {
        return Named.of(sections)
                .map(named -> Optional.of(named.type(section)).filter(Extensions.types(named.point())::contains))
                .orElse(Optional.of(""));
    }

    /** The defaults of a section of a type; required keys are null. */
    static ObjectNode defaults(Class<?> sections, String type) {
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        if (sections.isRecord()) {
            defaults.setAll(defaults(sections));
        }
        Named.of(sections).ifPresent(named -> named.complete(type, defaults));
        return defaults;
    }

    /** The defaults of a record's components. */
    static ObjectNode defaults(Class<?> record) {
        return DEFAULTS.get(record).deepCopy();
    }

    private static ObjectNode ofComponents(Class<?> record) {
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        for (RecordComponent component : record.getRecordComponents()) {
            Default given = component.getAnnotation(Default.class);
            if (given != null) {
                defaults.set(component.getName(), fallback(component, given.value()));
            } else if (component.getType().isRecord()) {
                defaults.set(component.getName(), ofComponents(component.getType()));
            } else {
                defaults.putNull(component.getName());
            }
        }
        return defaults;
    }

    /** A string default is taken literally. */
    private static JsonNode fallback(RecordComponent component, String text) {
        if (component.getType() == String.class) {
            return TextNode.valueOf(text);
        }
        try {
            return ConfigYaml.value(text, "default");
        } catch (ConfigException e) {
            throw new RegistrationException(
                    component.getDeclaringRecord().getName(),
                    "default of option %s must be YAML, was %s".formatted(component.getName(), text),
                    e);
        }
    }
}
