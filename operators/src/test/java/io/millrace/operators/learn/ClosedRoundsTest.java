package io.millrace.operators.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.Acknowledgement;
import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Acknowledgements of an outside learner against the rounds that they close. */
class ClosedRoundsTest {
    private static Minibatch part(int shard, long sequence, long round, boolean closes) {
        return new Minibatch(
                shard,
                sequence,
                round,
                closes,
                closes ? Minibatch.Kind.PLAIN : Minibatch.Kind.PRIORITY,
                List.of(),
                List.of(),
                GroupStatistics.NONE,
                0);
    }

    private static Acknowledgement of(int shard, long sequence, double loss) {
        return new Acknowledgement("", shard, sequence, Map.of("loss", loss));
    }

    @Test
    void aRoundIsCoveredOnceAllItsPartsAreAcknowledgedWhateverTheOrder() {
        List<Minibatch> round = List.of(part(0, 3, 2, true), part(1, 3, 2, true));
        Acknowledgements acknowledgements = new Acknowledgements(List.of());
        acknowledgements.add(of(1, 4, 5));
        acknowledgements.add(of(1, 3, 7));
        assertThat(acknowledgements.covers(round)).isFalse();

        acknowledgements.add(of(0, 3, 8));

        assertThat(acknowledgements.covers(round)).isTrue();
        assertThat(acknowledgements.take(List.of(round))).containsExactly(Map.of("loss", 8.0));
        assertThat(acknowledgements.held()).containsExactly(of(1, 4, 5));
    }

    @Test
    void theFirstOfRepeatedAcknowledgementsCounts() {
        Acknowledgements acknowledgements = new Acknowledgements(List.of(of(0, 3, 1)));

        acknowledgements.add(of(0, 3, 2));

        assertThat(acknowledgements.held()).containsExactly(of(0, 3, 1));
    }

    @Test
    void anAcknowledgementOfAClosedRoundIsRecognised() {
        ClosedRounds closed = ClosedRounds.START
                .received(part(0, 0, 0, false))
                .received(part(0, 1, 0, true))
                .received(part(0, 2, 1, true))
                .closed(List.of(List.of(part(0, 0, 0, false)), List.of(part(0, 1, 0, true))));

        assertThat(closed.contains(of(0, 1, 0))).isTrue();
        assertThat(closed.contains(of(0, 2, 0))).isFalse();
        assertThat(closed.position().step()).isEqualTo(1);
    }

    @Test
    void theStepsOfARoundAreCountedOneByOne() {
        ClosedRounds closed =
                ClosedRounds.START.closed(List.of(List.of(part(0, 0, 0, false)), List.of(part(0, 1, 0, true))));

        assertThat(closed.report(Map.of("loss", -0.5, "train_tokens", 12.0), 1).step())
                .isEqualTo(1);
        assertThat(closed.report(Map.of("loss", -0.5, "train_tokens", 12.0), 0)).satisfies(report -> {
            assertThat(report.step()).isEqualTo(2);
            assertThat(report.loss()).isEqualTo(-0.5);
            assertThat(report.tokens()).isEqualTo(12);
            assertThat(report.gradientNorm()).isNaN();
        });
    }

    @Test
    void theStateIsReadBackAsItWasWritten() throws Exception {
        ClosedRounds closed =
                ClosedRounds.START.received(part(1, 0, 0, true)).closed(List.of(List.of(part(1, 0, 0, true))));

        assertThat(ClosedRounds.read(closed.write())).isEqualTo(closed);
    }
}
