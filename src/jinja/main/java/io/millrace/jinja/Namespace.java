package io.millrace.jinja;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of {@code namespace()}: the only mutable value of a template, set by {@code {% set ns.name = value %}}. It
 * may contain itself, so it is equal only to itself and printed only as its type.
 */
final class Namespace {
    private final Map<String, Object> values;

    Namespace(Map<String, Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /** Values by name; modified in place. */
    Map<String, Object> values() {
        return values;
    }

    @Override
    public String toString() {
        return "namespace";
    }
}
