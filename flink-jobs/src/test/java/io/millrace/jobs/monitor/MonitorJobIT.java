package io.millrace.jobs.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.channel.ChannelsConfig;
import io.millrace.config.ConfigReader;
import io.millrace.config.MonitorConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.live.LiveMetrics;
import io.millrace.jobs.local.EmbeddedJob;
import io.millrace.jobs.testkit.HashRun;
import io.millrace.jobs.testkit.WindowAudit;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.MonitorJob;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.RecordReader;
import io.millrace.operators.fault.FaultPlan;
import io.millrace.operators.fault.FaultPlan.Fault;
import io.millrace.operators.fault.FaultPlan.Point;
import io.millrace.operators.testkit.KafkaBroker;
import io.millrace.testkit.hash.HashMethods;
import io.millrace.testkit.hash.HashParts;
import io.millrace.window.Count;
import io.millrace.window.WindowFold;
import io.millrace.window.WindowStatistics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The monitor as a job of its own, compared with the stage of the run and with a computation over all episodes at once. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MonitorJobIT {
    private static final int STEPS = 12;
    private static final Duration LONG = Duration.ofMinutes(5);

    /** The settings of the runs, and of the monitor unless a test says otherwise. */
    private static final List<String> SETTINGS =
            List.of("monitor.lateness=0 s", "monitor.sources=2", "stream.checkpointInterval=100 ms");

    /** Printed in any case. */
    private static final String READING = "reading episodes ...\n";

    @TempDir
    Path temp;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private HashRun strict(String name) {
        return new HashRun(new RunFolder(temp.resolve(name)), new HashParts(36, 2, 2, 0), true, 1);
    }

    private MonitorFolder out() {
        return new MonitorFolder(temp.resolve("windows"));
    }

    private MonitorSession session(FaultPlan faults, List<String> set, HashRun... runs) throws IOException {
        List<MonitorSource> sources = new ArrayList<>();
        for (HashRun run : runs) {
            sources.add(MonitorSource.of(run.folder().root().toString(), Optional.empty()));
        }
        Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        return new MonitorSession(out(), sources, set, screen, faults);
    }

    private static WindowFold windows(MonitorSetup setup, int run) throws IOException {
        JobChannels channels = setup.runs().get(run).channels();
        List<String> records = new ArrayList<>(lines(channels.of(RunChannel.METRICS)));
        records.addAll(lines(channels.of(RunChannel.TRENDS)));
        return WindowAudit.published(records);
    }

    private static List<String> lines(Channel channel) {
        List<String> lines = new ArrayList<>();
        try (RecordReader reader = channel.reader(0)) {
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                lines.add(next.get().line());
            }
        }
        return lines;
    }

    /** Windows of all sizes are those of the episodes; so are, for those of 10 s, the windows of the run itself. */
    private static void assertWindows(WindowFold actual, HashRun run, MonitorConfig config) throws IOException {
        WindowFold computed = WindowAudit.computed(run.records(RunChannel.EPISODES), config);
        Stream.of(10, 60, 600).forEach(seconds -> WindowAudit.assertEqualSeries(actual, computed, seconds));
        WindowAudit.assertEqualSums(actual, WindowAudit.published(run.records(RunChannel.METRICS)), 10);
    }

    @Test
    void theWindowsOfTwoRunsEqualThoseOfTheirOwnStages() throws Exception {
        HashRun plain = strict("plain");
        plain.to(STEPS, FaultPlan.NONE);
        HashMethods methods = new HashMethods(true, true, 25, STEPS, 5);
        HashRun replayed =
                new HashRun(new RunFolder(temp.resolve("replayed")), new HashParts(8, 1, 1, 2, methods), false, 2, 10);
        replayed.to(STEPS, FaultPlan.NONE);

        MonitorSetup done = session(FaultPlan.NONE, SETTINGS, plain, replayed).run(false);

        assertWindows(windows(done, 0), plain, plain.monitor());
        assertWindows(windows(done, 1), replayed, replayed.monitor());
        assertThat(out().run("replayed").channel(RunChannel.METRICS)).isDirectory();
        WindowStatistics all = WindowAudit.computed(plain.records(RunChannel.EPISODES), plain.monitor())
                .sum(600, 0, Long.MAX_VALUE, series -> true);
        assertThat(MonitorSummary.of(done.runs().get(0), ZoneOffset.UTC))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("plain: %d responses of %d groups, from "
                        .formatted(all.count(Count.RESPONSES), all.count(Count.GROUPS)));
    }

    @Test
    void failuresAndFurtherEpisodesChangeNoWindow() throws Exception {
        HashRun run = strict("run");
        run.to(STEPS / 2, FaultPlan.NONE);
        FaultPlan faults = new FaultPlan(List.of(
                new Fault(Point.CHANNEL_WRITE, 2, 0),
                new Fault(Point.CHANNEL_PUBLISH, 1, 1),
                new Fault(Point.CHANNEL_PUBLISHED, 1, 2)));
        session(faults, SETTINGS, run).run(false);
        assertThat(LiveMetrics.current().restarts() > 0 || printed.size() > READING.length())
                .as("the job has failed, before it was stopped or then")
                .isTrue();

        run.to(STEPS, FaultPlan.NONE);
        MonitorSetup done = session(new FaultPlan(List.of(new Fault(Point.CHANNEL_WRITE, 2, 0))), List.of(), run)
                .run(false);

        assertWindows(windows(done, 0), run, run.monitor());
    }

    /** The first checkpoint is that of the stop. */
    @Test
    void aFailureWhileTheJobStopsChangesNoWindow() throws Exception {
        HashRun run = strict("run");
        run.to(STEPS, FaultPlan.NONE);
        FaultPlan faults = new FaultPlan(List.of(new Fault(Point.CHANNEL_PUBLISHED, 1, 0)));

        MonitorSetup done = session(
                        faults,
                        List.of("monitor.lateness=0 s", "monitor.sources=2", "stream.checkpointInterval=1 h"),
                        run)
                .run(false);

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("; the job is restored and stopped again");
        assertWindows(windows(done, 0), run, run.monitor());
    }

    @Test
    void aKilledMonitorThatFollowedContinuesFromItsCheckpoint() throws Exception {
        HashRun run = strict("run");
        run.to(STEPS / 2, FaultPlan.NONE);
        MonitorSetup following =
                MonitorSetup.of(out(), List.of(MonitorSource.of(place(run), Optional.empty())), SETTINGS, true);
        EmbeddedJob job = EmbeddedJob.start(
                "monitor",
                env -> following.runs().forEach(one -> MonitorJob.build(env, one, FaultPlan.NONE)),
                1,
                out().job(),
                new EmbeddedJob.Checkpointing(Duration.ofMillis(100), 2, 0),
                Optional.empty());
        Channel metrics = following.runs().get(0).channels().of(RunChannel.METRICS);
        await().atMost(LONG).until(() -> metrics.held().next() > 0);
        job.cancel();
        run.to(STEPS, FaultPlan.NONE);

        MonitorSetup done = session(FaultPlan.NONE, List.of()).run(false);

        assertWindows(windows(done, 0), run, run.monitor());
    }

    private static String place(HashRun run) {
        return run.folder().root().toString();
    }

    @Test
    void otherSettingsGiveOtherWindowsOfTheSameEpisodes() throws Exception {
        HashRun run = strict("run");
        run.to(STEPS, FaultPlan.NONE);
        MonitorConfig other = new MonitorConfig(true, Duration.ofMinutes(10), 1, 0, 0, true);

        MonitorSetup done = session(
                        FaultPlan.NONE,
                        List.of("monitor.lateness=10 min", "monitor.sources=1", "monitor.perBin=0"),
                        run)
                .run(false);

        WindowFold computed = WindowAudit.computed(run.records(RunChannel.EPISODES), other);
        WindowAudit.assertEqualSeries(windows(done, 0), computed, 10);
        assertThat(windows(done, 0).windows(10).firstEntry().getValue().values())
                .allMatch(window -> window.samples().isEmpty());
    }

    @Test
    void theEpisodesOfARunInKafkaAreReadWithoutItsFolder() throws Exception {
        KafkaBroker broker = KafkaBroker.running();
        String prefix = broker.topic("k", 1);
        Path reached = Files.writeString(
                temp.resolve("kafka.yaml"),
                "channels: {kafka: {servers: '%s', create: true, partitions: 2, replication: 1}}\n"
                        .formatted(broker.servers()));
        ChannelsConfig channels = ConfigReader.read(
                        reached, List.of("channels.episodes=kafka:%s.episodes".formatted(prefix)))
                .channels();
        HashRun run = strict("run").with(channels);
        JobChannels.in(run.folder().root(), channels).of(RunChannel.EPISODES).prepare(Duration.ofMillis(200));
        run.to(STEPS, FaultPlan.NONE);
        MonitorSource source = MonitorSource.of("kafka:" + prefix, Optional.of(reached));
        Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false);
        FaultPlan faults = new FaultPlan(List.of(new Fault(Point.CHANNEL_WRITE, 2, 0)));

        MonitorSetup done = new MonitorSession(out(), List.of(source), SETTINGS, screen, faults).run(false);

        assertWindows(windows(done, 0), run, run.monitor());
    }

    @Test
    void aMonitorKeepsItsRuns() throws Exception {
        HashRun run = strict("run");
        run.to(2, FaultPlan.NONE);
        HashRun other = strict("other");
        other.to(2, FaultPlan.NONE);
        session(FaultPlan.NONE, SETTINGS, run).run(false);

        assertThatThrownBy(() -> session(FaultPlan.NONE, SETTINGS, run, other).run(false))
                .isInstanceOf(RefusedException.class)
                .hasMessage("monitor %s: the folder is that of %s, not of %s, %s: choose another --out"
                        .formatted(out().root(), place(run), place(run), place(other)));
    }
}
