package io.millrace.operators.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.FinishReason;
import io.millrace.model.GradedGroup;
import io.millrace.model.GradedResponse;
import io.millrace.model.Minibatch;
import io.millrace.model.Minibatch.Kind;
import io.millrace.model.Passage;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.operators.testkit.Stream;
import io.millrace.testkit.Samples;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Compose with recomposition on: two responses of each group have priority and two are left over; ten fill the buffer.
 */
class RecompositionHarnessTest {
    private static final HashParts PARTS = new HashParts(1, 0, 0, 100, new HashMethods(false, false, 10, 1_000_000, 1));

    private final List<KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch>> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var harness : open) {
            harness.close();
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch> harness() throws Exception {
        var harness = ComposeHarness.of(PARTS, Stream.settings(Path.of("none"), Long.MAX_VALUE));
        open.add(harness);
        return harness;
    }

    private static GradedGroup group(long ordinal) {
        List<GradedResponse> responses = new ArrayList<>();
        for (int sample = 0; sample < 4; sample++) {
            boolean correct = sample % 2 == 0;
            responses.add(Samples.graded(
                    Samples.response(sample, FinishReason.STOP, new int[2 + sample / 2]), correct, correct ? 1 : 0));
        }
        return new GradedGroup(Stream.visit("q" + ordinal, ordinal), new TokenIds(1), responses);
    }

    private static void round(KeyedOneInputStreamOperatorTestHarness<Integer, Passage, Minibatch> harness, long number)
            throws Exception {
        for (long ordinal = number * Stream.GROUPS; ordinal < (number + 1) * Stream.GROUPS; ordinal++) {
            harness.processElement(group(ordinal), 0);
        }
    }

    private static List<String> rows(Minibatch minibatch) {
        return minibatch.rows().stream()
                .map((TrainingRow row) -> row.visit() + "#" + row.sample())
                .toList();
    }

    @Test
    void shortestCorrectAndLongestIncorrectResponsesGoFirst() throws Exception {
        var harness = harness();
        harness.open();
        round(harness, 0);

        assertThat(harness.extractOutputValues()).singleElement().satisfies(minibatch -> {
            assertThat(minibatch.kind()).isEqualTo(Kind.PRIORITY);
            assertThat(minibatch.closes()).isTrue();
            assertThat(rows(minibatch)).containsExactly("0#0", "0#3", "1#0", "1#3", "2#0", "2#3");
        });
    }

    @Test
    void leftoversSurviveARestoreAndAreTrainedInTheirOrder() throws Exception {
        var before = harness();
        before.open();
        round(before, 0);
        OperatorSubtaskState state = before.snapshot(1, 0);
        round(before, 1);

        var after = harness();
        after.initializeState(state);
        after.open();
        round(after, 1);

        List<Minibatch> out = after.extractOutputValues();
        assertThat(out).extracting(Minibatch::id).containsExactly("0/1", "0/2");
        assertThat(out).extracting(Minibatch::round).containsExactly(1L, 1L);
        assertThat(out).extracting(Minibatch::closes).containsExactly(false, true);
        assertThat(out.get(1).kind()).isEqualTo(Kind.COMPENSATION);
        assertThat(rows(out.get(1)))
                .containsExactly("0#1", "0#2", "1#1", "1#2", "2#1", "2#2", "3#1", "3#2", "4#1", "4#2");
        assertThat(out).isEqualTo(before.extractOutputValues().subList(1, 3));
    }

    @Test
    void remainingLeftoversStayForTheNextRounds() throws Exception {
        var harness = harness();
        harness.open();
        for (long round = 0; round < 5; round++) {
            round(harness, round);
        }

        List<Minibatch> out = harness.extractOutputValues();
        List<String> later = out.stream()
                .filter(minibatch -> minibatch.kind() == Kind.COMPENSATION)
                .flatMap(minibatch -> rows(minibatch).stream())
                .toList();
        int dropped = out.stream().mapToInt(Minibatch::dropped).sum();
        assertThat(later).doesNotHaveDuplicates();
        assertThat(later.size() + dropped)
                .as("30 left over, and 10 fill the buffer")
                .isEqualTo(30);
    }
}
