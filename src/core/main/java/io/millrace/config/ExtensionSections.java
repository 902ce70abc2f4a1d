package io.millrace.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.Inline;
import io.millrace.plugin.RegistrationException;
import io.millrace.plugin.Sections;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Options of type {@link Sections}: a section for every registered extension of a point. */
final class ExtensionSections {
    private ExtensionSections() {}

    /** The records of the sections by key, in the order of their registration. */
    static Map<String, Class<? extends Record>> of(RecordComponent component) {
        Class<?> point = (Class<?>) ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
        Map<String, Class<? extends Record>> records = new LinkedHashMap<>();
        for (String type : Extensions.types(point)) {
            records.put(type, Extensions.find(point, type).orElseThrow());
        }
        return records;
    }

    /** Whether the sections are beside the other options of the record. */
    static boolean inline(RecordComponent component) {
        return component.isAnnotationPresent(Inline.class);
    }

    /** The record of a section that is beside the other options of a record, by its key. */
    static Optional<Class<? extends Record>> inline(Class<?> record, String key) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getType() == Sections.class && inline(component)) {
                return Optional.ofNullable(of(component).get(key));
            }
        }
        return Optional.empty();
    }

    /** Adds the defaults of all such options of a record and of its sections. */
    static void complete(Class<?> record, ObjectNode defaults) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getType() == Sections.class) {
                ObjectNode sections = inline(component) ? defaults : defaults.putObject(component.getName());
                of(component).forEach((type, options) -> add(type, options, sections));
            } else if (component.getType().isRecord()
                    && defaults.path(component.getName()) instanceof ObjectNode section) {
                complete(component.getType(), section);
            }
        }
    }

    private static void add(String type, Class<? extends Record> options, ObjectNode sections) {
        if (sections.has(type)) {
            throw new RegistrationException(
                    options.getName(), "type name must not be the key of another option, was %s".formatted(type));
        }
        sections.set(type, ConfigLists.defaults(options));
    }
}
