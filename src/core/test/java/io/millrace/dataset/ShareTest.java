package io.millrace.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
    @Test
    void aQuarterTakesEveryFourthPosition() {
        Share quarter = Share.of(0.25);

        assertThat(LongStream.range(0, 12).filter(quarter::takes)).containsExactly(3L, 7L, 11L);
        assertThat(quarter.within(11)).isEqualTo(2);
        assertThat(quarter.within(12)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void takenPositionsAreCountedDirectly(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Share share = Share.of(random.nextDouble());
        for (long from : new long[] {0, 1L << 40, 1L << 60}) {
            long taken = LongStream.range(from, from + 500).filter(share::takes).count();
            assertThat(taken)
                    .as("seed %d, from %d", seed, from)
                    .isEqualTo(share.within(from + 500) - share.within(from));
        }
    }

    @Test
    void zeroAndOneAreShares() {
        assertThat(Share.WHOLE.within(1L << 60)).isEqualTo(1L << 60);
        assertThat(Share.of(1)).isEqualTo(Share.WHOLE);
        assertThat(Share.of(0).within(1L << 60)).isZero();
    }

    @Test
    void aShareAboveOneIsRejected() {
        assertThatThrownBy(() -> Share.of(1.5)).hasMessage("share: must be in 0..2^32 units, was 6442450944");
    }
}
