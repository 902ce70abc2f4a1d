package io.millrace.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedSetTest {
    @Test
    void aSetIteratesInTheOrderOfItsElements() {
        List<Integer> elements =
                IntStream.range(0, 100).map(i -> i * 37 % 101).boxed().toList();

        assertThat(OrderedSet.of("c", "a", "b")).containsExactly("c", "a", "b");
        assertThat(List.copyOf(OrderedSet.copyOf(elements))).isEqualTo(elements);
        assertThat(List.copyOf(elements.stream().collect(OrderedSet.collector())))
                .isEqualTo(elements);
    }

    @Test
    void aDuplicateElementIsRejectedInAList() {
        assertThatThrownBy(() -> OrderedSet.of("a", "b", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ordered set: elements must differ, a occurs twice");
        assertThat(OrderedSet.copyOf(List.of("a", "b", "a"))).containsExactly("a", "b");
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> OrderedSet.copyOf(Arrays.asList("a", null))).isInstanceOf(NullPointerException.class);
    }
}
