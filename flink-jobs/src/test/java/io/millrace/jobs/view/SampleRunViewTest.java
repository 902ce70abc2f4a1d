package io.millrace.jobs.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.EpisodeJson;
import io.millrace.codec.WindowJson;
import io.millrace.episode.GroupRecord;
import io.millrace.episode.ResponseRecord;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.testkit.SampleRun;
import io.millrace.model.Origin;
import io.millrace.model.PolicySteps;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.ChannelAddress;
import io.millrace.operators.channel.ChannelKind;
import io.millrace.operators.channel.ChannelRecord;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.channel.directory.DirectoryChannel;
import io.millrace.window.Count;
import io.millrace.window.ResponseId;
import io.millrace.window.SeriesKey;
import io.millrace.window.WindowKey;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows, responses and queries of a run, as the page shows them, against its episodes. */
class SampleRunViewTest {
    private static final int STEPS = 24;
    private static final EpisodeFilter ALL = filter("", "", "", "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    @TempDir
    static Path temp;

    private static final WindowView WINDOWS = new WindowView();
    private static final EpisodeIndex EPISODES = new EpisodeIndex();
    private static final List<GroupRecord> GROUPS = new ArrayList<>();

    @BeforeAll
    static void readARun() throws Exception {
        Path run = SampleRun.write(temp.resolve("run"), 7, STEPS, "");
        follow(run, "metrics", WINDOWS.metrics());
        follow(run, "episodes", EPISODES.episodes());
        follow(run, "scores", EPISODES.scores());
        try (RecordReader reader = channel(run, "episodes").reader(0)) {
            for (Optional<ChannelRecord> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (EpisodeJson.read(next.get().line()) instanceof GroupRecord group) {
                    GROUPS.add(group);
                }
            }
        }
    }

    private static Channel channel(Path run, String name) {
        return ChannelKind.open(
                new ChannelAddress(DirectoryChannel.KIND, run.resolve(name).toString()), ChannelsConfig.KEEP_ALL);
    }

    private static void follow(Path run, String name, RecordView view) throws IOException {
        ChannelFollower follower = new ChannelFollower(channel(run, name), view, () -> 0);
        follower.read();
        assertThat(follower.state().damaged()).as(name).isZero();
        follower.close();
    }

    private static EpisodeFilter filter(
            String source, String verdict, String text, String value, double low, double high) {
        return new EpisodeFilter(
                source, "", verdict, "", "", text, "", "", 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, value, low, high);
    }

    private static EpisodeIndex.Found find(EpisodeIndex index, EpisodeFilter filter, long before, int limit) {
        return index.find(filter, before, limit, (record, response, part) -> false);
    }

    private static SliceQuery query(String value, boolean bySteps, String source, int most) {
        return new SliceQuery(value, bySteps, source, "", "", 0, Long.MAX_VALUE, most);
    }

    private static DoubleStream rewards() {
        return GROUPS.stream()
                .flatMap(group -> group.responses().stream())
                .filter(one -> one.origin() == Origin.SAMPLED)
                .mapToDouble(ResponseRecord::reward);
    }

    private static long counted(Slices slices) {
        return slices.slices().stream()
                .flatMap(slice -> slice.bins().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    void binsCountEveryResponseOnceByTimeAndBySteps() {
        long all = (long) STEPS * SampleRun.GROUPS * SampleRun.GROUP;
        assertThat(rewards().count()).isEqualTo(all);
        for (boolean bySteps : List.of(true, false)) {
            Slices slices = WINDOWS.slices(query("reward", bySteps, "", 5));
            assertThat(counted(slices)).isEqualTo(all);
            assertThat(slices.slices()).hasSizeLessThanOrEqualTo(5);
            assertThat(slices.slices()).allSatisfy(slice -> assertThat(
                            slice.counts().get("responses"))
                    .isEqualTo(slice.bins().stream().mapToLong(Long::longValue).sum()));
        }
    }

    @Test
    void aBinHasTheResponsesThatAClickOnItLists() {
        Slices slices = WINDOWS.slices(query("reward", true, "", 1));
        Slice slice = slices.slices().get(0);
        for (int i = 0; i < slice.bins().size(); i++) {
            double low = (slice.first() + i) * slices.width();
            double high = low + slices.width();
            EpisodeFilter bin = new EpisodeFilter(
                    "", "", "", "", "SAMPLED", "", "", "", 0, Long.MAX_VALUE, 0, Long.MAX_VALUE, "reward", low, high);
            assertThat(find(EPISODES, bin, Long.MAX_VALUE, 1).matching())
                    .as("rewards in [%s, %s)", low, high)
                    .isEqualTo(slice.bins().get(i))
                    .isEqualTo(rewards().filter(r -> r >= low && r < high).count());
        }
    }

    @Test
    void aValueWithoutAHistogramIsCountedByItsSketch() {
        Slices slices = WINDOWS.slices(query("length", false, "", 3));
        assertThat(counted(slices)).isEqualTo((long) STEPS * SampleRun.GROUPS * SampleRun.GROUP);
        assertThat(slices.slices())
                .allSatisfy(slice -> assertThat(slice.quantiles()).hasSize(Slice.LEVELS.size()));
    }

    @Test
    void unpublishedPartsCountUntilTheirChannelHasThem() throws Exception {
        WindowView view = new WindowView();
        RecordView channel = view.metrics();
        SeriesKey series = new SeriesKey("sums", "reason", "think", new PolicySteps(0, 1));
        List<WindowPart> parts = IntStream.range(0, 3)
                .mapToObj(i -> {
                    WindowStatistics one = new WindowStatistics(0);
                    one.count(Count.RESPONSES, 1);
                    one.reward(i, new ResponseId("q", i, 0));
                    return new WindowPart(new WindowKey(0, 10, series), i, false, 0, PolicySteps.NONE, one);
                })
                .toList();
        SliceQuery all = query("reward", true, "", 1);

        channel.add(0, WindowJson.write(parts.get(0), "run"));
        assertThat(view.unpublished(parts)).isTrue();
        assertThat(counted(view.slices(all))).isEqualTo(3);
        channel.add(1, WindowJson.write(parts.get(1), "run"));
        view.unpublished(parts.subList(0, 2));
        assertThat(counted(view.slices(all))).isEqualTo(2);
        assertThat(view.unpublished(parts.subList(0, 2))).isFalse();
    }

    @Test
    void sourcesAddUp() {
        long sums = counted(WINDOWS.slices(query("reward", true, "sums", 9)));
        long geometry = counted(WINDOWS.slices(query("reward", true, "geometry", 9)));
        assertThat(sums).isPositive();
        assertThat(sums + geometry).isEqualTo(rewards().count());
    }

    @Test
    void visitsCarryTheirEndAndTheLearnersScores() {
        EpisodeIndex.Found found = find(EPISODES, ALL, Long.MAX_VALUE, 5);
        assertThat(found.kept()).isEqualTo(STEPS * SampleRun.GROUPS);
        assertThat(found.visits()).hasSize(5).allSatisfy(visit -> {
            assertThat(visit.end()).isEqualTo("TRAINED");
            assertThat(visit.responses()).allSatisfy(one -> {
                assertThat(one.advantage()).isFinite();
                assertThat(one.gap()).isPositive();
                assertThat(one.trainedAt()).isPositive();
            });
        });
        long last = found.visits().get(4).record();
        assertThat(find(EPISODES, ALL, last, 1).visits().get(0).record()).isLessThan(last);
    }

    @Test
    void filtersMatchResponses() {
        long correct = find(EPISODES, filter("", "CORRECT", "", "", 0, 0), Long.MAX_VALUE, 1)
                .matching();
        long incorrect = find(EPISODES, filter("", "INCORRECT", "", "", 0, 0), Long.MAX_VALUE, 1)
                .matching();
        assertThat(correct + incorrect)
                .isEqualTo(find(EPISODES, ALL, Long.MAX_VALUE, 1).matching());
        assertThat(find(EPISODES, filter("", "", "SUMS/1", "", 0, 0), Long.MAX_VALUE, 50)
                        .visits())
                .isNotEmpty()
                .allSatisfy(visit -> assertThat(visit.query()).startsWith("sums/1"));
    }

    @Test
    void queriesAreOrdered() {
        List<QueryLine> hardest = Queries.of(EPISODES, QueryLine.Order.HARDEST, "", "", 100);
        assertThat(hardest).isSortedAccordingTo((a, b) -> Double.compare(a.solved(), b.solved()));
        assertThat(hardest.stream().mapToInt(QueryLine::visits).sum()).isEqualTo(STEPS * SampleRun.GROUPS);
        List<QueryLine> visited = Queries.of(EPISODES, QueryLine.Order.VISITED, "", "", 3);
        assertThat(visited).hasSize(3).isSortedAccordingTo((a, b) -> b.visits() - a.visits());
    }

    @Test
    void theIndexIsBounded() throws Exception {
        EpisodeIndex small = new EpisodeIndex(20);
        ChannelFollower follower =
                new ChannelFollower(channel(temp.resolve("run"), "episodes"), small.episodes(), () -> 0);
        follower.read();
        follower.close();
        EpisodeIndex.Found found = find(small, ALL, Long.MAX_VALUE, 100);
        assertThat(found.matching()).isLessThanOrEqualTo(20);
        assertThat(found.kept() + found.dropped()).isEqualTo(STEPS * SampleRun.GROUPS);
        assertThat(found.visits().get(0).responses().get(0).step()).isEqualTo(STEPS - 1);
    }

    @Test
    void aSearchFindsResponsesByTheirTextAndCompletesInBoundedPortions() throws Exception {
        RunView run = RunFollower.read(new RunFolder(temp.resolve("run")));
        EpisodeFilter wrong = filter("", "", "WRONG", "", 0, 0);
        EpisodeIndex.Found found = run.texts().find(wrong, Long.MAX_VALUE, 5);
        assertThat(found.complete()).isTrue();
        assertThat(found.searched()).isEqualTo(STEPS * SampleRun.GROUPS);
        assertThat(found.matching())
                .isEqualTo(find(EPISODES, filter("", "INCORRECT", "", "", 0, 0), Long.MAX_VALUE, 1)
                        .matching());
        assertThat(found.samples()).hasSize(5);
        for (int i = 0; i < 5; i++) {
            List<Integer> incorrect = found.visits().get(i).responses().stream()
                    .filter(one -> one.verdict().equals("INCORRECT"))
                    .map(ResponseLine::sample)
                    .toList();
            assertThat(found.samples().get(i)).isEqualTo(incorrect);
        }
        assertThat(run.texts()
                        .find(filter("sums", "", "wrong", "", 0, 0), Long.MAX_VALUE, 1)
                        .matching())
                .isPositive()
                .isLessThan(found.matching());

        ResponseTexts portions = new ResponseTexts(run, new EpisodeText(run.folder()), Long.MAX_VALUE, 1);
        int calls = 1;
        while (!portions.extend(run.episodes().newestRecords())) {
            calls++;
        }
        assertThat(calls).isEqualTo((STEPS * SampleRun.GROUPS + 63) / 64);
        assertThat(portions.visits()).isEqualTo(STEPS * SampleRun.GROUPS);
    }

    @Test
    void onlyTheNewestTextsAreKept() {
        RunView run = RunFollower.read(new RunFolder(temp.resolve("run")));
        ResponseTexts texts = new ResponseTexts(run, new EpisodeText(run.folder()), 10_000, Long.MAX_VALUE);
        List<Long> records = run.episodes().newestRecords();
        assertThat(texts.extend(records)).isTrue();
        int kept = texts.visits();
        assertThat(kept).isBetween(1, 64);
        assertThat(texts.contains(records.get(0), 0, "")).isTrue();
        assertThat(texts.contains(records.get(records.size() - 1), 0, "")).isFalse();
        assertThat(texts.extend(records)).isTrue();
        assertThat(texts.visits()).isEqualTo(kept);
    }
}
