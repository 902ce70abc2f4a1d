package io.millrace.policy.text.jinja;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code namespace()} makes: the one value that a template can change, by {@code {% set ns.name = value %}}.
 *
 * @param values by name; changed in place
 */
record Namespace(Map<String, Object> values) {
    Namespace {
        values = new LinkedHashMap<>(values);
    }
}
