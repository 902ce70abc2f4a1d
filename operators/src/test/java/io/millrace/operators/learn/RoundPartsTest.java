package io.millrace.operators.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import io.millrace.model.Minibatch.Kind;
import io.millrace.operators.testkit.Stream;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundPartsTest {
    private static Minibatch part(int shard, long sequence, long round, Kind kind, boolean closes) {
        return new Minibatch(
                shard,
                sequence,
                round,
                closes,
                kind,
                List.of(),
                kind == Kind.COMPENSATION ? List.of() : List.of(Stream.failed(10 * round + 1 - shard)),
                GroupStatistics.NONE,
                1);
    }

    private static List<Minibatch> joined(RoundParts parts, long round) {
        return parts.take(round).stream().map(Minibatch::join).toList();
    }

    @Test
    void aRoundWaitsUntilEveryShardHasClosedIt() {
        RoundParts parts = new RoundParts(2, List.of());
        parts.add(part(1, 0, 0, Kind.PLAIN, true));
        parts.add(part(1, 1, 1, Kind.PLAIN, true));
        assertThat(parts.take(0)).isEmpty();
        parts.add(part(0, 0, 0, Kind.PLAIN, true));

        assertThat(joined(parts, 0)).singleElement().satisfies(joined -> {
            assertThat(joined.id()).isEqualTo("0/0");
            assertThat(joined.ends()).extracting(end -> end.visit().ordinal()).containsExactly(0L, 1L);
            assertThat(joined.dropped()).isEqualTo(2);
        });
        assertThat(parts.waiting()).extracting(Minibatch::id).containsExactly("1/1");
        assertThat(parts.take(1)).isEmpty();
    }

    @Test
    void compensationBatchesAreSeparateStepsAfterTheirRound() {
        RoundParts parts = new RoundParts(2, List.of());
        parts.add(part(0, 5, 3, Kind.PRIORITY, false));
        parts.add(part(1, 7, 3, Kind.PRIORITY, false));
        parts.add(part(1, 8, 3, Kind.COMPENSATION, false));
        parts.add(part(0, 6, 3, Kind.COMPENSATION, true));
        assertThat(parts.take(3)).isEmpty();
        parts.add(part(1, 9, 3, Kind.COMPENSATION, true));

        assertThat(joined(parts, 3)).extracting(Minibatch::id).containsExactly("0/5", "0/6", "1/9");
        assertThat(parts.waiting()).isEmpty();
    }

    @Test
    void waitingMinibatchesAreRestored() {
        RoundParts parts = new RoundParts(2, List.of(part(1, 0, 0, Kind.PLAIN, true)));
        parts.add(part(0, 0, 0, Kind.PLAIN, true));

        assertThat(parts.take(0)).hasSize(1);
    }
}
