package io.millrace.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.Sections;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

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

    /** Adds the defaults of all such options of a record. */
    static void complete(Class<?> record, ObjectNode defaults) {
        for (RecordComponent component : record.getRecordComponents()) {
            if (component.getType() == Sections.class) {
                ObjectNode sections = defaults.putObject(component.getName());
                of(component).forEach((type, options) -> sections.set(type, ConfigLists.defaults(options)));
            }
        }
    }
}
