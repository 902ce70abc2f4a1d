package io.millrace.ordered;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Creates immutable maps without null that iterate in the order of their entries. */
public final class OrderedMap {
    private OrderedMap() {}

    /** A map of two entries, in this order. */
    public static <K, V> Map<K, V> of(K key1, V value1, K key2, V value2) {
        return ofEntries(Map.entry(key1, value1), Map.entry(key2, value2));
    }

    /** A map of three entries, in this order. */
    public static <K, V> Map<K, V> of(K key1, V value1, K key2, V value2, K key3, V value3) {
        return ofEntries(Map.entry(key1, value1), Map.entry(key2, value2), Map.entry(key3, value3));
    }

    /**
     * A map of the given entries, in the given order.
     *
     * @throws IllegalArgumentException if a key occurs twice
     */
    @SafeVarargs
    public static <K, V> Map<K, V> ofEntries(Map.Entry<? extends K, ? extends V>... entries) {
        Map<K, V> map = new LinkedHashMap<>();
        for (Map.Entry<? extends K, ? extends V> entry : entries) {
            V before = map.put(entry.getKey(), entry.getValue());
            Require.that(before == null, "ordered map: keys must differ, %s occurs twice", entry.getKey());
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * An immutable copy that iterates as the original does.
     *
     * @throws NullPointerException if a key or value is null
     */
    public static <K, V> Map<K, V> copyOf(Map<? extends K, ? extends V> map) {
        return Collections.unmodifiableMap(withoutNull(new LinkedHashMap<>(map)));
    }

    /**
     * An immutable copy in the natural order of the keys, for maps whose entries arrive in no fixed order.
     *
     * @throws NullPointerException if a key or value is null
     */
    public static <K extends Comparable<? super K>, V> Map<K, V> sortedCopyOf(Map<? extends K, ? extends V> map) {
        return Collections.unmodifiableMap(withoutNull(new TreeMap<>(map)));
    }

    /**
     * Collects into a map in encounter order.
     *
     * @throws IllegalStateException on collecting, if a key occurs twice
     */
    public static <T, K, V> Collector<T, ?, Map<K, V>> collector(
            Function<? super T, ? extends K> key, Function<? super T, ? extends V> value) {
        return Collectors.toMap(
                key,
                value,
                (one, other) -> {
                    throw new IllegalStateException(
                            "ordered map: a key occurs twice, with %s and %s".formatted(one, other));
                },
                LinkedHashMap::new);
    }

    private static <K, V> Map<K, V> withoutNull(Map<K, V> map) {
        map.forEach((key, value) -> {
            requireNonNull(key, "key");
            requireNonNull(value, "value");
        });
        return map;
    }
}
