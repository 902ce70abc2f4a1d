package io.millrace.operators.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.testkit.Stream;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComposeFunctionHarnessTest {
    private static final Duration WAIT = Duration.ofMillis(100);

    private final List<KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch>> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var harness : open) {
            harness.close();
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch> harness(Duration maxWait)
            throws Exception {
        return harness(Stream.settings(Path.of("none"), 0, maxWait));
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch> harness(StreamSettings settings)
            throws Exception {
        var harness = ComposeHarness.of(new HashParts(1, 0, 0, 100), settings);
        open.add(harness);
        return harness;
    }

    private static List<List<Long>> ordinals(List<Minibatch> minibatches) {
        return minibatches.stream()
                .map(m -> m.ends().stream().map(end -> end.visit().ordinal()).toList())
                .toList();
    }

    @Test
    void theVisitsOfAStepBecomeAMinibatchInOrder() throws Exception {
        var harness = harness(Duration.ZERO);
        harness.open();
        for (long ordinal : new long[] {2, 0, 1, 5, 4, 3, 6}) {
            harness.processElement(Stream.graded("q" + ordinal, ordinal), 0);
        }

        List<Minibatch> out = harness.extractOutputValues();
        assertThat(ordinals(out)).containsExactly(List.of(0L, 1L, 2L), List.of(3L, 4L, 5L));
        assertThat(out).extracting(Minibatch::id).containsExactly("0/0", "0/1");
        assertThat(out.get(0).rows()).hasSize(6);
    }

    @Test
    void endsAloneBecomeAMinibatchWithoutRows() throws Exception {
        var harness = harness(Duration.ZERO);
        harness.open();
        for (long ordinal = 0; ordinal < Stream.GROUPS; ordinal++) {
            harness.processElement(Stream.failed(ordinal), 0);
        }

        assertThat(harness.extractOutputValues()).singleElement().satisfies(minibatch -> {
            assertThat(minibatch.rows()).isEmpty();
            assertThat(minibatch.ends()).hasSize(3);
        });
    }

    @Test
    void fewVisitsAreComposedAfterTheMaximumWait() throws Exception {
        var harness = harness(WAIT);
        harness.open();
        harness.setProcessingTime(1000);
        harness.processElement(Stream.failed(0), 0);
        harness.setProcessingTime(1050);
        harness.processElement(Stream.failed(1), 0);
        harness.setProcessingTime(1099);
        assertThat(harness.extractOutputValues()).isEmpty();
        harness.setProcessingTime(1100);

        assertThat(ordinals(harness.extractOutputValues())).containsExactly(List.of(0L, 1L));
    }

    @Test
    void withoutAMaximumWaitFewVisitsWaitIndefinitely() throws Exception {
        var harness = harness(Duration.ZERO);
        harness.open();
        harness.processElement(Stream.failed(0), 0);
        harness.setProcessingTime(Long.MAX_VALUE - 1);

        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void theDeadlineOfAFullBatchDoesNotShortenTheNextOne() throws Exception {
        var harness = harness(WAIT);
        harness.open();
        harness.setProcessingTime(1000);
        for (long ordinal = 0; ordinal < Stream.GROUPS; ordinal++) {
            harness.processElement(Stream.failed(ordinal), 0);
        }
        harness.setProcessingTime(1060);
        harness.processElement(Stream.failed(3), 0);
        harness.setProcessingTime(1159);
        assertThat(harness.extractOutputValues()).hasSize(1);
        harness.setProcessingTime(1160);

        assertThat(ordinals(harness.extractOutputValues())).containsExactly(List.of(0L, 1L, 2L), List.of(3L));
    }

    @Test
    void numbersAndWaitingVisitsSurviveARestore() throws Exception {
        var before = harness(Duration.ZERO);
        before.open();
        for (long ordinal = 0; ordinal < 4; ordinal++) {
            before.processElement(Stream.failed(ordinal), 0);
        }
        OperatorSubtaskState state = before.snapshot(1, 0);

        var after = harness(Duration.ZERO);
        after.initializeState(state);
        after.open();
        after.processElement(Stream.failed(5), 0);
        after.processElement(Stream.failed(4), 0);

        assertThat(after.extractOutputValues())
                .singleElement()
                .extracting(Minibatch::sequence)
                .isEqualTo(1L);
        assertThat(ordinals(after.extractOutputValues())).containsExactly(List.of(3L, 4L, 5L));
    }

    @Test
    void waitingVisitsGetADeadlineWhenALimitIsConfigured() throws Exception {
        var before = harness(Duration.ZERO);
        before.open();
        before.processElement(Stream.failed(0), 0);
        OperatorSubtaskState state = before.snapshot(1, 0);

        var after = harness(WAIT);
        after.initializeState(state);
        after.open();
        after.setProcessingTime(1000);
        after.processElement(Stream.failed(1), 0);
        after.setProcessingTime(1100);

        assertThat(ordinals(after.extractOutputValues())).containsExactly(List.of(0L, 1L));
    }

    @Test
    void afterTheLastRoundVisitsAreKeptUntilTheLimitIsRaised() throws Exception {
        var before = harness(Stream.settings(Path.of("none"), 1));
        before.open();
        before.setProcessingTime(1000);
        for (long ordinal = 0; ordinal < 2 * Stream.GROUPS + 1; ordinal++) {
            before.processElement(Stream.failed(ordinal), 0);
        }
        before.setProcessingTime(5000);
        assertThat(ordinals(before.extractOutputValues())).containsExactly(List.of(0L, 1L, 2L));
        OperatorSubtaskState state = before.snapshot(1, 0);

        var after = harness(Stream.settings(Path.of("none"), 9));
        after.initializeState(state);
        after.open();
        after.setProcessingTime(9000);
        after.setProcessingTime(19000);

        assertThat(ordinals(after.extractOutputValues())).containsExactly(List.of(3L, 4L, 5L));
        assertThat(after.extractOutputValues()).extracting(Minibatch::round).containsExactly(1L);
    }

    @Test
    void afterTheLastRoundTheMaximumWaitComposesNothing() throws Exception {
        var harness = harness(Stream.settings(Path.of("none"), 1L, WAIT));
        harness.open();
        harness.setProcessingTime(1000);
        for (long ordinal = 0; ordinal < Stream.GROUPS + 1; ordinal++) {
            harness.processElement(Stream.failed(ordinal), 0);
        }
        harness.setProcessingTime(9000);

        assertThat(ordinals(harness.extractOutputValues())).containsExactly(List.of(0L, 1L, 2L));
    }
}
