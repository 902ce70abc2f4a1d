package io.millrace.ordered;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Creates immutable sets without null that iterate in the order of their elements. */
public final class OrderedSet {
    private OrderedSet() {}

    /**
     * A set of the given elements, in the given order.
     *
     * @throws IllegalArgumentException if an element occurs twice
     */
    @SafeVarargs
    public static <E> Set<E> of(E... elements) {
        Set<E> set = new LinkedHashSet<>();
        for (E element : elements) {
            Require.that(
                    set.add(requireNonNull(element, "element")),
                    "ordered set: elements must differ, %s occurs twice",
                    element);
        }
        return Collections.unmodifiableSet(set);
    }

    /**
     * An immutable copy that iterates as the original does; equal elements are kept once.
     *
     * @throws NullPointerException if an element is null
     */
    public static <E> Set<E> copyOf(Collection<? extends E> elements) {
        Set<E> set = new LinkedHashSet<>(elements);
        set.forEach(element -> requireNonNull(element, "element"));
        return Collections.unmodifiableSet(set);
    }

    /** Collects into a set in encounter order. */
    public static <E> Collector<E, ?, Set<E>> collector() {
        return Collectors.toCollection(LinkedHashSet::new);
    }
}
