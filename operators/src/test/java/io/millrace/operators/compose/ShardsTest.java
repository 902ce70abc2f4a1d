package io.millrace.operators.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8, 16, 64, 128})
    void asManySubtasksAsShardsHaveOneEach(int count) {
        Shards shards = new Shards(count);
        assertThat(IntStream.range(0, count)
                        .map(shard -> KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                shards.key(shard), Shards.KEY_GROUPS, count)))
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    }

    @Test
    void halfAsManySubtasksAsShardsHaveTwoEach() {
        Shards shards = new Shards(8);
        assertThat(IntStream.range(0, 8)
                        .map(shard -> KeyGroupRangeAssignment.assignKeyToParallelOperator(
                                shards.key(shard), Shards.KEY_GROUPS, 4)))
                .containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
    }

    @Test
    void aShardIsFoundByItsKey() {
        Shards shards = new Shards(5);
        assertThat(IntStream.range(0, 5).map(shard -> shards.shard(shards.key(shard))))
                .containsExactly(0, 1, 2, 3, 4);
        assertThat(new Shards(1).key(0)).isZero();
        assertThatThrownBy(() -> shards.shard(1_000))
                .hasMessage(
                        "compose: key 1000 belongs to none of the 5 shards: batch.shards must keep the value that it had when the run was started");
    }
}
