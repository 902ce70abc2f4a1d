package io.millrace.jobs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.codec.EpisodeJson;
import io.millrace.codec.WindowJson;
import io.millrace.config.MonitorConfig;
import io.millrace.window.Count;
import io.millrace.window.Observation;
import io.millrace.window.WindowAggregator;
import io.millrace.window.WindowFold;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Windows as published, compared with a computation over all episodes at once. */
public final class WindowAudit {
    private static final int ALL = 100_000;

    private WindowAudit() {}

    /** The windows of published parts. */
    public static WindowFold published(List<String> records) throws IOException {
        WindowFold fold = new WindowFold(ALL);
        for (String record : records) {
            fold.add(WindowJson.read(record));
        }
        return fold;
    }

    /** The windows of all sizes over episodes in the order of their channel. */
    public static WindowFold computed(List<String> episodes, MonitorConfig config) throws IOException {
        WindowAggregator windows = new WindowAggregator(
                new WindowAggregator.Settings(
                        true, List.of(60, 600), config.lateness(), config.sources(), config.perBin(), true),
                WindowAggregator.State.START);
        for (String episode : episodes) {
            windows.add(Observation.of(EpisodeJson.read(episode)), 0);
        }
        WindowFold fold = new WindowFold(ALL);
        windows.flush(0).forEach(fold::add);
        return fold;
    }

    /** Asserts that the windows of a size are equal in every series. */
    public static void assertEqualSeries(WindowFold actual, WindowFold expected, int seconds) {
        assertThat(actual.windows(seconds).keySet())
                .isNotEmpty()
                .isEqualTo(expected.windows(seconds).keySet());
        expected.windows(seconds).forEach((start, series) -> {
            var same = actual.windows(seconds).get(start);
            assertThat(same.keySet()).isEqualTo(series.keySet());
            series.forEach((key, statistics) -> {
                assertEqual(same.get(key), statistics);
                assertThat(same.get(key).count(Count.LATE)).isEqualTo(statistics.count(Count.LATE));
            });
        });
    }

    /** Asserts that the windows of a size are equal, whatever their series and the order of arrival. */
    public static void assertEqualSums(WindowFold actual, WindowFold expected, int seconds) {
        assertThat(actual.windows(seconds).keySet())
                .isNotEmpty()
                .isEqualTo(expected.windows(seconds).keySet());
        for (long start : expected.windows(seconds).keySet()) {
            assertEqual(
                    actual.sum(seconds, start, start + 1, series -> true),
                    expected.sum(seconds, start, start + 1, series -> true));
        }
    }

    /** Everything but the number of late responses, which depends on the order of arrival. */
    private static void assertEqual(WindowStatistics actual, WindowStatistics expected) {
        assertThat(actual.histograms()).isEqualTo(expected.histograms());
        actual.histograms().forEach(name -> assertThat(actual.histogram(name)).isEqualTo(expected.histogram(name)));
        actual.sketches().forEach(name -> assertThat(actual.sketch(name)).isEqualTo(expected.sketch(name)));
        assertThat(actual.samples()).isEqualTo(expected.samples());
        assertThat(actual.ends()).isEqualTo(expected.ends());
        assertThat(actual.ungraded()).isEqualTo(expected.ungraded());
        assertThat(List.of(actual.zeroAdvantages(), actual.groupsWithAdvantages()))
                .isEqualTo(List.of(expected.zeroAdvantages(), expected.groupsWithAdvantages()));
        Stream.of(Count.values()).filter(count -> count != Count.LATE).forEach(count -> assertThat(actual.count(count))
                .as("%s", count)
                .isEqualTo(expected.count(count)));
    }
}
