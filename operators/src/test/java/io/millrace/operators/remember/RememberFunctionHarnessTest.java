package io.millrace.operators.remember;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.model.Passage;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.testkit.Stream;
import io.millrace.state.StateNames;
import io.millrace.state.codec.Types;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RememberFunctionHarnessTest {
    private static final int CAPACITY = 3;

    private final List<KeyedOneInputStreamOperatorTestHarness<String, Passage, Passage>> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var harness : open) {
            harness.close();
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Passage, Passage> harness() throws Exception {
        return harness(CAPACITY);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Passage, Passage> harness(int capacity) throws Exception {
        RememberFunction remember =
                new RememberFunction(Stream.settings(Path.of("none"), capacity, Duration.ZERO), FaultPlan.NONE);
        var harness = new KeyedOneInputStreamOperatorTestHarness<String, Passage, Passage>(
                new KeyedProcessOperator<>(remember),
                passage -> passage.visit().prompt().queryId(),
                org.apache.flink.api.common.typeinfo.Types.STRING);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend(false));
        harness.setup(
                Types.PASSAGE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        open.add(harness);
        return harness;
    }

    private static List<Long> remembered(
            KeyedOneInputStreamOperatorTestHarness<String, Passage, Passage> harness, String query) throws Exception {
        var descriptor = new MapStateDescriptor<>(
                StateNames.TRAJECTORIES, org.apache.flink.api.common.typeinfo.Types.LONG, Types.TRAJECTORY);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(Duration.ofDays(1)).build());
        harness.getOperator().setCurrentKey("q/" + query);
        var state = harness.getOperator()
                .getKeyedStateBackend()
                .getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
        List<Long> visits = new ArrayList<>();
        for (Trajectory trajectory : state.values()) {
            visits.add(trajectory.visit());
        }
        return visits;
    }

    private static QueryStatistics statistics(
            KeyedOneInputStreamOperatorTestHarness<String, Passage, Passage> harness, String query) throws Exception {
        harness.getOperator().setCurrentKey("q/" + query);
        return harness.getOperator()
                .getKeyedStateBackend()
                .getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new ValueStateDescriptor<>(StateNames.QUERY_STATISTICS, Types.QUERY_STATISTICS))
                .value();
    }

    @Test
    void theNewestTrajectoriesStayAndTheStatisticsCountAll() throws Exception {
        var harness = harness();
        harness.open();
        for (long visit = 0; visit < 3; visit++) {
            harness.processElement(Stream.graded("a", visit), 0);
        }
        harness.processElement(Stream.graded("b", 9), 0);

        assertThat(remembered(harness, "a")).containsExactlyInAnyOrder(1L, 2L, 2L);
        assertThat(remembered(harness, "b")).containsExactly(9L, 9L);
        assertThat(statistics(harness, "a").responses()).isEqualTo(6);
        assertThat(statistics(harness, "a").correct()).isEqualTo(3);
    }

    @Test
    void trajectoriesAreForgottenWithTimeAndStatisticsAreNot() throws Exception {
        var harness = harness();
        harness.setStateTtlProcessingTime(0);
        harness.open();
        harness.processElement(Stream.graded("a", 0), 0);
        harness.setStateTtlProcessingTime(Duration.ofHours(12).toMillis());
        harness.processElement(Stream.graded("a", 1), 0);
        harness.setStateTtlProcessingTime(Duration.ofHours(25).toMillis());

        assertThat(remembered(harness, "a")).containsExactly(1L, 1L);
        assertThat(statistics(harness, "a").responses()).isEqualTo(4);
    }

    @Test
    void memorySurvivesARestore() throws Exception {
        var before = harness();
        before.open();
        before.processElement(Stream.graded("a", 0), 0);
        OperatorSubtaskState state = before.snapshot(1, 0);

        var after = harness();
        after.initializeState(state);
        after.open();
        after.processElement(Stream.graded("a", 1), 0);

        assertThat(remembered(after, "a")).containsExactlyInAnyOrder(0L, 1L, 1L);
        assertThat(statistics(after, "a").responses()).isEqualTo(4);
    }

    @Test
    void whatIsBeyondALoweredCapacityGoesWithTheNextTrajectory() throws Exception {
        var before = harness(8);
        before.open();
        for (long visit = 0; visit < 3; visit++) {
            before.processElement(Stream.graded("a", visit), 0);
        }
        OperatorSubtaskState state = before.snapshot(1, 0);

        var after = harness(2);
        after.initializeState(state);
        after.open();
        assertThat(remembered(after, "a")).hasSize(6);
        after.processElement(Stream.graded("a", 3), 0);

        assertThat(remembered(after, "a")).containsExactly(3L, 3L);
        assertThat(statistics(after, "a").responses()).isEqualTo(8);
    }

    @Test
    void passagesGoOnAsTheyCameAndEndsAreNotRemembered() throws Exception {
        var harness = harness();
        harness.open();
        Passage group = Stream.graded("a", 0);
        Passage end = Stream.failed(1);
        harness.processElement(group, 0);
        harness.processElement(end, 0);

        assertThat(harness.extractOutputValues()).containsExactly(group, end);
        assertThat(remembered(harness, "q1")).isEmpty();
    }
}
