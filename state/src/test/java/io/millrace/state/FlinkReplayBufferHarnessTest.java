package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.memory.ReplayBuffer;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.state.codec.Types;
import io.millrace.testkit.ReplayBufferInMemory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkReplayBufferHarnessTest {
    private static final int MAX_PARALLELISM = 16;

    private final List<KeyedOneInputStreamOperatorTestHarness<Integer, Order, TrainingRow>> open = new ArrayList<>();

    /** Pushes a number of rows with increasing numbers, then pops a number of rows. */
    private record Order(int shard, long firstRow, int push, int pop) implements Serializable {}

    private static final class Buffer extends KeyedProcessFunction<Integer, Order, TrainingRow> {
        private static final long serialVersionUID = 1;
        private transient FlinkReplayBuffer buffer;

        @Override
        public void open(OpenContext context) {
            buffer = new FlinkReplayBuffer(getRuntimeContext());
        }

        @Override
        public void processElement(Order order, Context context, Collector<TrainingRow> out) throws Exception {
            long before = buffer.size();
            buffer.push(rows(order));
            assertThat(buffer.size()).isEqualTo(before + order.push());
            List<TrainingRow> popped = buffer.pop(order.pop());
            assertThat(buffer.size()).isEqualTo(before + order.push() - popped.size());
            popped.forEach(out::collect);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (var harness : open) {
            harness.close();
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, Order, TrainingRow> harness(int parallelism, int subtask)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<Integer, Order, TrainingRow>(
                new KeyedProcessOperator<>(new Buffer()),
                Order::shard,
                org.apache.flink.api.common.typeinfo.Types.INT,
                MAX_PARALLELISM,
                parallelism,
                subtask);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
        harness.setup(
                Types.TRAINING_ROW.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        open.add(harness);
        return harness;
    }

    private static List<TrainingRow> rows(Order order) {
        return LongStream.range(order.firstRow(), order.firstRow() + order.push())
                .mapToObj(number -> row(order.shard(), number))
                .toList();
    }

    private static TrainingRow row(int shard, long number) {
        return new TrainingRow(
                "q" + shard,
                number,
                0,
                7,
                new TokenIds(1, 2),
                new TokenIds(3, 70_000, (int) number),
                new LogProbs(LogProbs.Scale.RAW, -1, -2, -3),
                new float[] {0.5f, -0.5f, number},
                Origin.SAMPLED);
    }

    private static List<Long> numbers(List<TrainingRow> rows) {
        return rows.stream().map(TrainingRow::visit).toList();
    }

    @Test
    void firstComeFirstServed() throws Exception {
        var harness = harness(1, 0);
        harness.open();
        harness.processElement(new Order(0, 0, 5, 2), 0);
        harness.processElement(new Order(0, 5, 3, 4), 0);

        assertThat(harness.extractOutputValues()).containsExactlyElementsOf(rows(new Order(0, 0, 6, 0)));
    }

    @Test
    void anEmptyBufferReturnsNothingAndAShortOneAllItsRows() throws Exception {
        var harness = harness(1, 0);
        harness.open();
        harness.processElement(new Order(0, 0, 0, 5), 0);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.processElement(new Order(0, 0, 2, 5), 0);

        assertThat(numbers(harness.extractOutputValues())).containsExactly(0L, 1L);
    }

    @Test
    void poppedRowsLeaveTheState() throws Exception {
        var harness = harness(1, 0);
        harness.open();
        harness.processElement(new Order(0, 0, 10, 10), 0);

        // Head and tail of one shard.
        var rocks = (RocksDBKeyedStateBackend<?>)
                ((KeyedProcessOperator<?, ?, ?>) harness.getOperator()).getKeyedStateBackend();
        assertThat(rocks.numKeyValueStateEntries()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itBehavesLikeAnInMemoryBuffer(long seed) throws Exception {
        Random random = new Random(seed);
        var harness = harness(1, 0);
        harness.open();
        Map<Integer, ReplayBuffer<TrainingRow>> reference = new HashMap<>();
        Map<Integer, Long> next = new HashMap<>();
        List<TrainingRow> expected = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int shard = random.nextInt(3);
            Order order = new Order(shard, next.getOrDefault(shard, 0L), random.nextInt(6), random.nextInt(6));
            next.put(shard, order.firstRow() + order.push());
            var buffer = reference.computeIfAbsent(shard, any -> new ReplayBufferInMemory<>());
            buffer.push(rows(order));
            expected.addAll(buffer.pop(order.pop()));
            harness.processElement(order, 0);
        }

        assertThat(harness.extractOutputValues()).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void itSurvivesARestore() throws Exception {
        var before = harness(1, 0);
        before.open();
        before.processElement(new Order(0, 0, 5, 2), 0);
        OperatorSubtaskState state = before.snapshot(1, 0);

        var after = harness(1, 0);
        after.initializeState(state);
        after.open();
        after.processElement(new Order(0, 5, 1, 9), 0);

        assertThat(numbers(after.extractOutputValues())).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void shardsKeepTheirRowsWhenTheJobIsRescaled() throws Exception {
        int shards = 12;
        var one = harness(1, 0);
        one.open();
        for (int shard = 0; shard < shards; shard++) {
            one.processElement(new Order(shard, 0, 10, 1), 0);
        }
        OperatorSubtaskState ofOne = one.snapshot(1, 0);
        OperatorSubtaskState ofThree = rescale(ofOne, 1, 3, shards, new Order(0, 10, 2, 3));
        rescale(ofThree, 3, 2, shards, new Order(0, 12, 0, 99));

        List<TrainingRow> last = new ArrayList<>();
        open.subList(open.size() - 2, open.size()).forEach(harness -> last.addAll(harness.extractOutputValues()));
        for (int shard = 0; shard < shards; shard++) {
            String query = "q" + shard;
            assertThat(last.stream().filter(row -> row.queryId().equals(query)).map(TrainingRow::visit))
                    .as(query)
                    .containsExactly(4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        }
    }

    /** Restores a state with another parallelism, sends each shard a command, and takes another snapshot. */
    private OperatorSubtaskState rescale(OperatorSubtaskState state, int before, int after, int shards, Order order)
            throws Exception {
        List<KeyedOneInputStreamOperatorTestHarness<Integer, Order, TrainingRow>> subtasks = new ArrayList<>();
        for (int subtask = 0; subtask < after; subtask++) {
            var harness = harness(after, subtask);
            harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, MAX_PARALLELISM, before, after, subtask));
            harness.open();
            subtasks.add(harness);
        }
        for (int shard = 0; shard < shards; shard++) {
            int group = org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
                    shard, MAX_PARALLELISM, after);
            subtasks.get(group).processElement(new Order(shard, order.firstRow(), order.push(), order.pop()), 0);
        }
        OperatorSubtaskState[] snapshots = new OperatorSubtaskState[after];
        for (int subtask = 0; subtask < after; subtask++) {
            snapshots[subtask] = subtasks.get(subtask).snapshot(2, 0);
        }
        return AbstractStreamOperatorTestHarness.repackageState(snapshots);
    }
}
