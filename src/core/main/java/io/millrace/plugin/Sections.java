package io.millrace.plugin;

import java.io.Serializable;
import java.util.List;

/**
 * A section with one section for every registered extension of a point, under its type name. Each has all its options, configured
 * or default, which determine whether it is used.
 *
 * @param <E> the point
 * @param all the extensions in the order of their registration
 */
public record Sections<E extends Extension>(List<E> all) implements Serializable {
    public Sections {
        all = List.copyOf(all);
    }

    /**
     * The extension of a type.
     *
     * @throws IllegalArgumentException if it is not registered
     */
    public <T extends E> T get(Class<T> type) {
        return all.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("extension %s: is not registered".formatted(type.getName())));
    }
}
