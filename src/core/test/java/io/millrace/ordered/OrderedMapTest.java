package io.millrace.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedMapTest {
    @Test
    void aMapIteratesInTheOrderOfItsEntries() {
        assertThat(OrderedMap.of("seen", 1, "preferred", 2, "easy", 3))
                .containsExactly(Map.entry("seen", 1), Map.entry("preferred", 2), Map.entry("easy", 3));
        assertThat(OrderedMap.ofEntries(Map.entry("b", 1), Map.entry("a", 2), Map.entry("d", 3), Map.entry("c", 4)))
                .containsExactly(Map.entry("b", 1), Map.entry("a", 2), Map.entry("d", 3), Map.entry("c", 4));
    }

    @Test
    void aCopyIteratesInTheOrderOfItsOriginal() {
        Map<Integer, String> original = new LinkedHashMap<>();
        IntStream.range(0, 100).map(i -> i * 37 % 101).forEach(i -> original.put(i, "v" + i));

        assertThat(List.copyOf(OrderedMap.copyOf(original).keySet())).isEqualTo(List.copyOf(original.keySet()));
        assertThat(List.copyOf(OrderedMap.sortedCopyOf(original).keySet())).isSorted();
    }

    @Test
    void aCopyIsImmutableAndIndependent() {
        Map<String, Integer> original = new LinkedHashMap<>(Map.of("a", 1));
        Map<String, Integer> copy = OrderedMap.copyOf(original);
        original.put("b", 2);

        assertThat(copy).containsOnlyKeys("a");
        assertThatThrownBy(() -> copy.put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aDuplicateKeyIsRejected() {
        assertThatThrownBy(() -> OrderedMap.of("a", 1, "a", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ordered map: keys must differ, a occurs twice");
        assertThatThrownBy(() -> List.of("a", "a").stream().collect(OrderedMap.collector(k -> k, k -> 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> OrderedMap.copyOf(Collections.singletonMap("a", null)))
                .isInstanceOf(NullPointerException.class);
    }
}
