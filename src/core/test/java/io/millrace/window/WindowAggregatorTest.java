package io.millrace.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.codec.WindowStateJson;
import io.millrace.model.Collapse;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.model.Verdict;
import io.millrace.model.VisitEnd;
import io.millrace.ordered.OrderedMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of event time: parts, closing, late data, and bounds. */
class WindowAggregatorTest {
    private static final long T0 = 1_800_000_000_000L;
    private static final WindowAggregator.Settings METRICS =
            new WindowAggregator.Settings(true, List.of(60), Duration.ofSeconds(30), 2, 2, false);

    private static GroupObservation group(long time, String source, long step, int sample, Verdict.Kind verdict) {
        return new GroupObservation(
                time,
                source,
                "math",
                "q" + time,
                0,
                false,
                verdict == Verdict.Kind.CORRECT ? Collapse.ALL_CORRECT : Collapse.NONE,
                new PolicySteps(step, step),
                List.of(
                        response(sample, Origin.SAMPLED, step, verdict),
                        response(7, Origin.REPLAYED, 0, Verdict.Kind.CORRECT)));
    }

    private static GroupObservation.Response response(int sample, Origin origin, long step, Verdict.Kind verdict) {
        return new GroupObservation.Response(
                sample,
                origin,
                verdict,
                verdict == Verdict.Kind.UNGRADED ? "timeout" : "",
                false,
                10 + sample,
                "think",
                0.5,
                step,
                verdict == Verdict.Kind.UNGRADED ? Map.of() : OrderedMap.of("accuracy", 1.0, "length", -0.25));
    }

    private static WindowAggregator start(WindowAggregator.Settings settings) {
        return new WindowAggregator(settings, WindowAggregator.State.START);
    }

    private static WindowAggregator restored(WindowAggregator from, WindowAggregator.Settings settings) {
        return new WindowAggregator(settings, WindowStateJson.read(WindowStateJson.write(from.state())));
    }

    @Test
    void responsesAndGroupsAreCountedInTheirSeries() {
        WindowAggregator windows = start(METRICS);
        windows.add(group(T0 + 1, "a", 3, 0, Verdict.Kind.CORRECT), 0);
        windows.add(group(T0 + 2, "a", 3, 1, Verdict.Kind.UNGRADED), 0);
        windows.add(
                new EndObservation(
                        T0 + 1,
                        "a",
                        "math",
                        new PolicySteps(3, 3),
                        VisitEnd.Kind.TRAINED,
                        true,
                        List.of(2L),
                        List.of(Map.of("balance", 0.5), Map.of("balance", 0.0))),
                0);

        List<WindowPart> parts = windows.flush(0);

        assertThat(parts).extracting(part -> part.key().series().mode()).containsExactly("none", "think");
        WindowStatistics groups = parts.get(0).statistics();
        assertThat(groups.count(Count.GROUPS)).isEqualTo(2);
        assertThat(groups.count(Count.ALL_CORRECT)).isEqualTo(1);
        assertThat(groups.count(Count.REPLAYED)).isEqualTo(2);
        assertThat(groups.collapseRate()).isEqualTo(1);
        assertThat(groups.moments(WindowStatistics.STALENESS).mean()).isEqualTo(2);
        assertThat(groups.histogram("reward.balance").count()).isEqualTo(2);
        assertThat(groups.moments("reward.balance").mean()).isEqualTo(0.25);
        WindowStatistics responses = parts.get(1).statistics();
        assertThat(responses.count(Count.RESPONSES)).isEqualTo(1);
        assertThat(responses.ungraded()).containsExactly(Map.entry("timeout", 1L));
        assertThat(responses.moments(WindowStatistics.REWARD).sum()).isEqualTo(0.75);
        assertThat(responses.samples().values()).containsExactly(List.of(new ResponseId("q" + (T0 + 1), 0, 0)));
        assertThat(parts).allMatch(part -> part.policy().equals(new PolicySteps(3, 3)) && part.time() == T0 + 2);
    }

    @Test
    void aLongWindowIsPublishedOnceItIsClosedAndLateDataAreAFurtherPart() {
        WindowAggregator windows = start(METRICS);
        windows.add(group(T0 + 1, "a", 0, 0, Verdict.Kind.CORRECT), 0);
        assertThat(windows.flush(0)).noneMatch(part -> part.key().seconds() == 60);

        windows.add(group(T0 + 89_999, "a", 0, 0, Verdict.Kind.CORRECT), 0);
        assertThat(windows.flush(0)).noneMatch(part -> part.key().seconds() == 60);
        windows.add(group(T0 + 90_000, "a", 0, 0, Verdict.Kind.CORRECT), 0);
        List<WindowPart> closed = windows.flush(0);
        assertThat(closed)
                .filteredOn(part -> part.key().seconds() == 60)
                .hasSize(2)
                .allMatch(part -> part.closed() && part.key().start() == T0 && part.part() == 2);

        windows.add(group(T0 + 5, "a", 0, 0, Verdict.Kind.CORRECT), 0);
        List<WindowPart> late = windows.flush(0);
        assertThat(late).hasSize(4).allMatch(WindowPart::closed);
        assertThat(late.stream().mapToLong(part -> part.statistics().count(Count.LATE)))
                .containsExactlyInAnyOrder(0L, 0L, 1L, 1L);
    }

    @Test
    void windowsAreClosedWhenNothingArrives() {
        WindowAggregator windows = start(METRICS);
        windows.add(group(T0 + 1, "a", 0, 0, Verdict.Kind.CORRECT), 1000);

        assertThat(windows.flush(30_999)).noneMatch(part -> part.key().seconds() == 60);
        assertThat(windows.flush(31_000))
                .filteredOn(part -> part.key().seconds() == 60)
                .hasSize(2);
        assertThat(windows.state().open()).isEmpty();
    }

    @Test
    void furtherSourcesShareASeries() {
        WindowAggregator windows = start(METRICS);
        for (String source : List.of("a", "b", "c", "d", "a")) {
            windows.add(group(T0, source, 0, 0, Verdict.Kind.CORRECT), 0);
        }
        WindowAggregator again = flushed(windows);
        again.add(group(T0, "e", 0, 0, Verdict.Kind.CORRECT), 0);
        again.add(group(T0, "b", 0, 0, Verdict.Kind.CORRECT), 0);

        assertThat(again.flush(0))
                .extracting(part -> part.key().series().source())
                .containsExactly("b", "b", "other", "other");
    }

    private static WindowAggregator flushed(WindowAggregator windows) {
        windows.flush(0);
        return restored(windows, METRICS);
    }

    @Test
    void rangesOfStepsDoubleWhenThereAreMany() {
        WindowAggregator windows = start(METRICS);
        for (int step = 0; step < 100; step++) {
            windows.add(group(T0 + step, "a", step, 0, Verdict.Kind.CORRECT), 0);
        }
        windows.add(group(T0 + 100, "a", 99, 0, Verdict.Kind.CORRECT), 0);

        List<PolicySteps> last = windows.flush(0).stream()
                .map(part -> part.key().series().steps())
                .filter(steps -> steps.to() >= 99)
                .toList();
        assertThat(last).contains(new PolicySteps(96, 111));
    }

    /** The parts of all windows of a size, of a stream that fails and is restored now and then. */
    private static WindowFold fold(List<GroupObservation> all, Random random, WindowAggregator.Settings settings) {
        WindowFold fold = new WindowFold(10_000);
        WindowAggregator windows = start(settings);
        WindowAggregator.State checkpoint = windows.state();
        int covered = 0;
        for (int i = 0; i < all.size(); i++) {
            windows.add(all.get(i), i);
            if (random.nextInt(20) == 0) {
                windows.flush(i).forEach(fold::add);
                checkpoint = WindowStateJson.read(WindowStateJson.write(windows.state()));
                covered = i + 1;
            } else if (random.nextInt(30) == 0) {
                windows = new WindowAggregator(settings, checkpoint); // A crash: what was not covered arrives again.
                i = covered - 1;
            }
        }
        windows.flush(Long.MAX_VALUE).forEach(fold::add);
        return fold;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void partsAddUpToABatchComputationDespiteCrashesAndLateData(long seed) {
        Random random = new Random(seed);
        List<GroupObservation> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long time = T0 + i * 700L - (random.nextInt(9) == 0 ? random.nextInt(100_000) : 0);
            Verdict.Kind verdict = Verdict.Kind.values()[random.nextInt(3)];
            all.add(group(time, random.nextBoolean() ? "a" : "b", i / 200, i % 5, verdict));
        }
        WindowFold live = fold(all, random, METRICS);
        Collections.shuffle(all, random);
        WindowFold batch = new WindowFold(10_000);
        WindowAggregator once = start(METRICS);
        all.forEach(one -> once.add(one, 0));
        once.flush(Long.MAX_VALUE).forEach(batch::add);

        for (int seconds : List.of(10, 60)) {
            assertThat(live.windows(seconds).keySet())
                    .isEqualTo(batch.windows(seconds).keySet());
            batch.windows(seconds)
                    .forEach((start, series) -> series.forEach((key, expected) -> {
                        WindowStatistics actual =
                                live.windows(seconds).get(start).get(key);
                        String what = "seed %d, %d s, %s %s".formatted(seed, seconds, start, key);
                        assertThat(actual).as(what).isNotNull();
                        assertThat(actual.histogram(WindowStatistics.REWARD))
                                .as(what)
                                .isEqualTo(expected.histogram(WindowStatistics.REWARD));
                        assertThat(actual.sketch(WindowStatistics.LENGTH))
                                .isEqualTo(expected.sketch(WindowStatistics.LENGTH));
                        assertThat(actual.samples()).isEqualTo(expected.samples());
                        assertThat(actual.ungraded()).isEqualTo(expected.ungraded());
                        for (Count count : List.of(Count.GROUPS, Count.RESPONSES, Count.CORRECT, Count.REPLAYED)) {
                            assertThat(actual.count(count)).as(what).isEqualTo(expected.count(count));
                        }
                    }));
        }
    }

    @Test
    void openPartsAreWhatAFlushWouldAddAndChangeNothing() {
        WindowAggregator windows = start(METRICS);
        windows.add(group(T0, "a", 0, 0, Verdict.Kind.CORRECT), 0);
        windows.flush(0);
        windows.add(group(T0 + 1, "a", 0, 1, Verdict.Kind.CORRECT), 0);

        List<WindowPart> open = windows.open();

        assertThat(open).allMatch(part -> part.part() == 1);
        assertThat(open.stream()
                        .filter(part -> part.key().seconds() == 10)
                        .mapToLong(part -> part.statistics().count(Count.RESPONSES))
                        .sum())
                .as("what was published is not repeated")
                .isEqualTo(1);
        assertThat(open.stream()
                        .filter(part -> part.key().seconds() == 60)
                        .mapToLong(part -> part.statistics().count(Count.RESPONSES))
                        .sum())
                .isEqualTo(2);
        assertThat(windows.flush(0)).hasSize(2);
    }

    @Test
    void aRestoredAggregatorAssignsTheSameRangesOfSteps() {
        WindowAggregator undisturbed = start(METRICS);
        WindowAggregator crashed = start(METRICS);
        List<WindowKey> expected = new ArrayList<>();
        List<WindowKey> actual = new ArrayList<>();
        for (int step = 0; step < 12; step++) {
            undisturbed.add(group(T0 + step, "a", step, 0, Verdict.Kind.CORRECT), 0);
            crashed.add(group(T0 + step, "a", step, 0, Verdict.Kind.CORRECT), 0);
            undisturbed.flush(0).forEach(part -> expected.add(part.key()));
            crashed.flush(0).forEach(part -> actual.add(part.key()));
            crashed = restored(crashed, METRICS);
        }

        assertThat(expected).extracting(key -> key.series().steps()).contains(new PolicySteps(10, 11));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void openWindowsArePublishedInPartsIfRequested() {
        WindowAggregator.Settings settings =
                new WindowAggregator.Settings(true, List.of(60), Duration.ofSeconds(30), 2, 2, true);
        WindowAggregator windows = start(settings);
        List<WindowPart> minutes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            windows.add(group(T0 + i, "a", 0, i, Verdict.Kind.CORRECT), 0);
            windows.flush(0).stream().filter(part -> part.key().seconds() == 60).forEach(minutes::add);
            assertThat(windows.state().open()).isEmpty();
        }

        assertThat(minutes)
                .noneMatch(WindowPart::closed)
                .extracting(WindowPart::part)
                .contains(0L, 1L, 2L);
        assertThat(minutes.stream()
                        .mapToLong(part -> part.statistics().count(Count.RESPONSES))
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void stateStaysSmallOverAMonth() {
        WindowAggregator.Settings trends =
                new WindowAggregator.Settings(false, List.of(600), Duration.ofMinutes(2), 4, 2, false);
        WindowAggregator windows = start(trends);
        Random random = new Random(1);
        int largest = 0;
        long published = 0;
        for (int i = 0; i < 30 * 24 * 360; i++) {
            long time = T0 + i * 10_000L;
            windows.add(
                    group(time, "source " + random.nextInt(1000), i / 20, i % 4, Verdict.Kind.CORRECT), i * 10_000L);
            published += windows.flush(i * 10_000L).size();
            largest = i % 1000 == 0 ? Math.max(largest, WindowStateJson.write(windows.state()).length) : largest;
        }

        assertThat(published).isPositive();
        assertThat(largest).isBetween(1000, 200_000);
    }
}
