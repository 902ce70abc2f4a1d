package io.millrace.jinja;

import java.util.List;
import java.util.Optional;

/**
 * The variable {@code loop} within a loop.
 *
 * @param elements all elements of the loop
 * @param at index of the current element, from 0
 */
record Loop(List<Object> elements, int at) {
    /** The value of {@code loop.name}; empty if there is no such name. */
    Optional<Object> attribute(String name) {
        int size = elements.size();
        return switch (name) {
            case "index" -> Optional.of(at + 1L);
            case "index0" -> Optional.of((long) at);
            case "revindex" -> Optional.of((long) size - at);
            case "revindex0" -> Optional.of(size - at - 1L);
            case "first" -> Optional.of(at == 0);
            case "last" -> Optional.of(at == size - 1);
            case "length" -> Optional.of((long) size);
            case "previtem" -> Optional.of(element(at - 1));
            case "nextitem" -> Optional.of(element(at + 1));
            default -> Optional.empty();
        };
    }

    private Object element(int place) {
        return place >= 0 && place < elements.size()
                ? elements.get(place)
                : new Undefined("the element before the first or after the last of a loop");
    }

    /** Short, because a loop refers to all its elements. */
    @Override
    public String toString() {
        return "loop";
    }
}
