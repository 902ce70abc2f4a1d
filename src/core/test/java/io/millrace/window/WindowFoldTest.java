package io.millrace.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.PolicySteps;
import org.junit.jupiter.api.Test;

/** Windows as their readers see them. */
class WindowFoldTest {
    private static WindowPart part(long start, String source, long part, int responses) {
        WindowStatistics statistics = new WindowStatistics(1);
        statistics.count(Count.RESPONSES, responses);
        SeriesKey series = new SeriesKey(source, "math", SeriesKey.NO_MODE, new PolicySteps(0, 3));
        return new WindowPart(WindowKey.at(start, 10, series), part, false, start, new PolicySteps(2, 2), statistics);
    }

    @Test
    void thePartsOfAWindowAreAdded() {
        WindowFold fold = new WindowFold(10);
        fold.add(part(20_000, "a", 0, 3));
        fold.add(part(23_456, "a", 1, 4));
        fold.add(part(20_000, "b", 1, 5));
        fold.add(part(30_000, "b", 1, 6));

        assertThat(fold.sizes()).containsExactly(10);
        assertThat(fold.windows(10)).containsOnlyKeys(20_000L, 30_000L);
        assertThat(fold.sum(10, 20_000, 30_000, series -> true).count(Count.RESPONSES))
                .isEqualTo(12);
        assertThat(fold.sum(10, 0, 40_000, series -> series.source().equals("b"))
                        .count(Count.RESPONSES))
                .isEqualTo(11);
        assertThat(fold.sum(60, 0, 40_000, series -> true).isEmpty()).isTrue();
    }

    @Test
    void onlyTheNewestWindowsAreKept() {
        WindowFold fold = new WindowFold(2);
        for (int i = 0; i < 5; i++) {
            fold.add(part(10_000L * i, "a", i, 1));
        }
        fold.add(part(0, "a", 9, 1));

        assertThat(fold.windows(10)).containsOnlyKeys(30_000L, 40_000L);
    }
}
