package io.millrace.jinja;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of {@code namespace()}: the one value that a template can change, by {@code {% set ns.name = value %}}. It may contain
 * itself, so it is equal to itself only and shown by its kind only.
 */
final class Namespace {
    private final Map<String, Object> values;

    Namespace(Map<String, Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** By name; changed in place. */
    Map<String, Object> values() {
        return values;
    }

    @Override
    public String toString() {
        return "namespace";
    }
}
