package io.millrace.jobs.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.config.ConfigException;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.MonitorJob;
import io.millrace.jobs.topology.RunChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a monitor before its job starts. */
class MonitorSetupTest {
    @TempDir
    Path temp;

    private MonitorFolder folder;

    @BeforeEach
    void writeARun() throws IOException {
        folder = new MonitorFolder(temp.resolve("out"));
        run("r1");
    }

    private RunFolder run(String name) throws IOException {
        RunFolder run = new RunFolder(temp.resolve(name));
        Files.createDirectories(run.root());
        Files.writeString(run.config(), """
                data: {train: {task: a-task-of-an-extension-that-is-not-here}}
                channels: {metrics: 'dir:%s', steps: 'dir:%s', metricsBytes: 5000}
                monitor: {enabled: true, sources: 4}
                """.formatted(temp.resolve("the-runs-own"), temp.resolve("elsewhere")));
        ChannelPublisher.append(
                run.channel(RunChannel.EPISODES), List.of("a", "b"), ChannelsConfig.KEEP_ALL, Clock.systemUTC());
        return run;
    }

    private MonitorSource source(String name) throws IOException {
        return MonitorSource.of(temp.resolve(name).toString(), Optional.empty());
    }

    private MonitorJob.Monitored setup(String... set) throws IOException {
        return MonitorSetup.of(folder, List.of(source("r1")), List.of(set), false)
                .runs()
                .get(0);
    }

    @Test
    void windowsAreInTheMonitorsFolderAndTheOtherChannelsWhereTheRunHasThem() throws IOException {
        JobChannels channels = setup().channels();

        assertThat(JobChannels.location(channels.of(RunChannel.METRICS))).isEqualTo(temp + "/out/r1/metrics");
        assertThat(JobChannels.location(channels.of(RunChannel.TRENDS))).isEqualTo(temp + "/out/r1/trends");
        assertThat(JobChannels.location(channels.of(RunChannel.ALARMS))).isEqualTo(temp + "/out/r1/alarms");
        assertThat(JobChannels.location(channels.of(RunChannel.EPISODES))).isEqualTo(temp + "/r1/episodes");
        assertThat(JobChannels.location(channels.of(RunChannel.STEPS))).isEqualTo(temp + "/elsewhere");
        assertThat(folder.run("r1").config()).content().contains("a-task-of-an-extension-that-is-not-here");
    }

    @Test
    void aRunIsReadToTheEndOfItsEpisodesOrFollowed() throws IOException {
        assertThat(setup().until()).isEqualTo(OptionalLong.of(2));
        assertThat(MonitorSetup.of(folder, List.of(), List.of(), true)
                        .runs()
                        .get(0)
                        .until())
                .isEmpty();
    }

    @Test
    void optionsAreThoseOfTheRunUnlessTheyAreGivenAndAreKept() throws IOException {
        assertThat(setup().config().sources()).isEqualTo(4);
        setup("monitor.lateness=10 min", "monitor.sources=9");

        MonitorJob.Monitored later =
                MonitorSetup.of(folder, List.of(), List.of(), false).runs().get(0);

        assertThat(later.config().sources()).isEqualTo(9);
        assertThat(later.config().lateness()).isEqualTo(Duration.ofMinutes(10));
        assertThat(JobChannels.location(later.channels().of(RunChannel.STEPS))).isEqualTo(temp + "/elsewhere");
        assertThat(folder.run("r1").config()).content().contains("a-task-of-an-extension-that-is-not-here");
    }

    @Test
    void otherOptionsAreRefused() {
        assertThatThrownBy(() -> setup("channels.episodes=dir:/x", "monitor.sources=9"))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("--set: must be one of monitor.lateness, monitor.sources, ")
                .hasMessageEndingWith(", was channels.episodes");
        assertThatThrownBy(() -> setup("monitor.sources=0"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("monitor.sources: must be >= 1, was 0");
    }

    @Test
    void aFolderOfSomethingElseIsRefused() throws IOException {
        folder = new MonitorFolder(temp);
        assertThatThrownBy(this::setup)
                .isInstanceOf(RefusedException.class)
                .hasMessage("monitor %s: the folder contains r1, which is not a monitor's: choose another --out", temp);
        folder = new MonitorFolder(run("r2").root());
        assertThatThrownBy(this::setup)
                .isInstanceOf(RefusedException.class)
                .hasMessage("monitor %s/r2: the folder is that of a run: choose another --out", temp);
        assertThatThrownBy(() -> MonitorSetup.of(folder, List.of(), List.of(), false))
                .isInstanceOf(RefusedException.class)
                .hasMessage("monitor %s/r2: the folder is not a monitor's: name the runs to monitor", temp);
    }

    @Test
    void aRunWithoutEpisodesIsRefusedIfItsMonitorIsOff() throws IOException {
        Files.writeString(
                new RunFolder(Files.createDirectories(temp.resolve("off"))).config(), "monitor: {enabled: false}");

        assertThatThrownBy(() -> MonitorSetup.of(folder, List.of(source("off")), List.of(), false))
                .isInstanceOf(RefusedException.class)
                .hasMessage("monitor: run %s/off: monitor.enabled must be true for its episodes, was false", temp);
        assertThat(folder.root()).doesNotExist();
    }

    @Test
    void runsOfOneNameAreRefused() throws IOException {
        run("a/r1");
        List<MonitorSource> sources = List.of(source("r1"), source("a/r1"));

        assertThatThrownBy(() -> MonitorSetup.of(folder, sources, List.of(), false))
                .isInstanceOf(RefusedException.class)
                .hasMessage("monitor: names of runs must differ from each other and from 'monitor', were [r1, r1]");
    }

    @Test
    void windowsWithoutACheckpointAreNotContinued() throws IOException {
        setup();
        ChannelPublisher.append(
                folder.run("r1").channel(RunChannel.METRICS), List.of("w"), ChannelsConfig.KEEP_ALL, Clock.systemUTC());

        assertThatThrownBy(this::setup)
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "monitor %s/out/r1: must have no records in metrics for a monitor that starts from scratch, had 1: choose another --out",
                        temp);
    }
}
