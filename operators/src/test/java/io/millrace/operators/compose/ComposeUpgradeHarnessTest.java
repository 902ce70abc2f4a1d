package io.millrace.operators.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.GradedGroup;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.testkit.GoldenSnapshots;
import io.millrace.operators.testkit.GoldenVisits;
import io.millrace.operators.testkit.Stream;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Restores a version 1 state: one minibatch was composed, and two visits wait until a minute after the start. */
class ComposeUpgradeHarnessTest {
    private static final Duration WAIT = Duration.ofMinutes(1);

    private KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch> harness;

    @BeforeEach
    void restore() throws Exception {
        harness = harness();
        harness.initializeState(GoldenSnapshots.read("compose", 1, ComposeUpgradeHarnessTest::written));
        harness.open();
        harness.setProcessingTime(GoldenVisits.START);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch> harness() throws Exception {
        ComposeFunction compose = new ComposeFunction(
                new HashParts(1, 0, 0, 100), Stream.settings(Path.of("none"), 0, WAIT), FaultPlan.NONE);
        KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch> made =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(compose), passage -> 0, Types.INT);
        made.setStateBackend(new EmbeddedRocksDBStateBackend(false));
        made.setup(io.millrace.state.codec.Types.MINIBATCH.createSerializer(
                made.getExecutionConfig().getSerializerConfig()));
        return made;
    }

    private static OperatorSubtaskState written() throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch> today = harness();
        try {
            today.open();
            today.setProcessingTime(GoldenVisits.START);
            for (Passage passage : GoldenVisits.composed()) {
                today.processElement(passage, 0);
            }
            return today.snapshot(1, 1);
        } finally {
            today.close();
        }
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void pendingVisitsAreRestoredAndNumbersContinue() throws Exception {
        GradedGroup waited = (GradedGroup) GoldenVisits.composed().get(3);
        harness.processElement(GoldenVisits.group("d", 0, 5, 2), 0);

        Minibatch minibatch = harness.extractOutputValues().get(0);
        assertThat(minibatch.id()).isEqualTo("0/1");
        assertThat(minibatch.ends()).extracting(end -> end.visit().ordinal()).containsExactly(3L, 4L, 5L);
        assertThat(minibatch.rows())
                .filteredOn(row -> row.queryId().equals("golden/a"))
                .extracting(row -> row.response())
                .containsExactlyElementsOf(responses(waited));
    }

    @Test
    void theDeadlineOfPendingVisitsIsRestored() throws Exception {
        harness.setProcessingTime(GoldenVisits.START + WAIT.toMillis() - 1);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.setProcessingTime(GoldenVisits.START + WAIT.toMillis());

        assertThat(harness.extractOutputValues()).singleElement().satisfies(minibatch -> assertThat(minibatch.ends())
                .hasSize(2));
    }

    private static List<io.millrace.model.TokenIds> responses(GradedGroup group) {
        return group.graded().stream().map(r -> r.response().tokens()).toList();
    }
}
