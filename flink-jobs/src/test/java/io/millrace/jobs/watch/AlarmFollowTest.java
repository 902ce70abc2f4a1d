package io.millrace.jobs.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.WindowJson;
import io.millrace.config.ConfigReader;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that its own process does not judge. */
class AlarmFollowTest {
    private static final int RESPONSES = 500;

    @TempDir
    Path temp;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private RunFolder run;

    @BeforeEach
    void writeARun() throws IOException {
        run = new RunFolder(temp.resolve("run"));
        Files.createDirectories(run.root());
        Files.writeString(run.config(), """
                run: {name: digits}
                data: {train: {task: a-task-of-an-extension-that-is-not-here}}
                monitor: {enabled: true}
                """);
        double[] rewards = {0.9, 0.9, 0.1, 0.1};
        for (int part = 0; part < rewards.length; part++) {
            ChannelPublisher.append(
                    run.root().resolve("metrics"),
                    List.of(WindowJson.write(RewardParts.part(part, RESPONSES, rewards[part]), "run")),
                    ChannelsConfig.KEEP_ALL,
                    Clock.systemUTC());
        }
    }

    @Test
    void alarmsAreRecordedAndSentByTheFollowingProcess() {
        try (AlarmThread alarms = AlarmFollow.of(run, List.of(), said::add)) {
            alarms.start();
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(said)
                    .anySatisfy(line -> assertThat(line).contains("reward-collapse FIRING")));
        }
        assertThat(run.alarmPosition()).exists();
        said.clear();
        try (AlarmThread again = AlarmFollow.of(run, List.of(), said::add)) {
            again.start();
        }
        assertThat(said).as("a later session repeats nothing").isEmpty();
    }

    @Test
    void aRunIsJudgedByOneProcessAtATime() {
        try (AlarmThread first = AlarmFollow.of(run, List.of(), said::add)) {
            first.start();
            assertThatThrownBy(() -> AlarmFollow.of(run, List.of(), said::add))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith(
                            "alarms: run %s is already judged by another process".formatted(run.root()));
            AlarmThread.of(ConfigReader.defaults(), run, () -> false, said::add).close();
            assertThat(said).contains("alarms: another process judges the run, so this one does not");
        }
        AlarmFollow.of(run, List.of(), said::add).close();
    }

    @Test
    void aRunWhoseSinkCannotBeUsedCanBeJudgedLater() {
        List<String> unusable = List.of("alarms.sinks=[{type: webhook, urlEnv: MILLRACE_TEST_UNSET}]");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> AlarmFollow.of(run, unusable, said::add))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith("alarms.sinks: webhook: urlEnv must name an environment variable");
        }
        AlarmFollow.of(run, List.of(), said::add).close();
    }

    @Test
    void aRunWithoutWindowsIsRefused() {
        assertThatThrownBy(() -> AlarmFollow.of(run, List.of("monitor.enabled=false"), said::add))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "alarms: run %s: monitor.enabled must be true for its alarms, was false".formatted(run.root()));
    }
}
