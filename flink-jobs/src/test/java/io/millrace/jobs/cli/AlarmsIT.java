package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.alarm.Alarm;
import io.millrace.alarm.AlarmState;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.codec.AlarmJson;
import io.millrace.codec.WindowJson;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.channel.ChannelScan;
import io.millrace.operators.channel.Channel;
import io.millrace.window.Count;
import io.millrace.window.WindowPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of recorded responses in which something goes wrong for a while. */
@Timeout(1200)
class AlarmsIT {
    private static final int GROUP = 4;
    private static final int PROMPTS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> PLANTED =
            List.of("reward-collapse", "reward-drift", "length-explosion", "truncation", "advantage-collapse");

    @TempDir
    Path temp;

    private CommandProcess run;
    private int batches;

    @AfterEach
    void stop() throws InterruptedException {
        if (run != null) {
            run.process().destroyForcibly().waitFor();
        }
    }

    @Test
    void aPlantedCollapseFiresWithinTwoSamplesAndResolves() throws IOException {
        start();
        for (int i = 0; i < 3; i++) {
            publish("good");
        }
        assertThat(alarms()).as("calm").isEmpty();

        publish("bad");
        publish("bad");
        await("alarms that fire").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(rules(AlarmState.FIRING)).containsExactlyInAnyOrderElementsOf(PLANTED);
            assertThat(Files.readString(run.output()))
                    .contains("alarm reward-collapse FIRING: the mean reward is ", "alarm reward-drift (src) FIRING: ");
        });

        for (int i = 0; i < 4; i++) {
            publish("good");
        }
        await("alarms that resolve").atMost(PATIENCE).untilAsserted(() -> assertThat(rules(AlarmState.RESOLVED))
                .containsExactlyInAnyOrderElementsOf(PLANTED));
        assertThat(rules(AlarmState.FIRING)).hasSize(PLANTED.size());
    }

    private void start() throws IOException {
        Path trace = Files.writeString(temp.resolve("trace.jsonl"), recording());
        Path config = Files.writeString(
                temp.resolve("trace.yaml"), """
                run: {name: alarms, steps: 100000}
                data: {stream: {from: 'dir:%s'}, train: {task: reason}}
                policy: {path: deploy/models/bytes, engine: trace, trace: {path: %s}}
                sampling: {groupSize: %d, maxTokens: 100}
                batch: {groups: 10}
                stream: {checkpointInterval: 300 ms}
                alarms: {responses: %d, every: 1 h}
                dashboard: {enabled: false}
                """.formatted(temp.resolve("prompts"), trace, GROUP, PROMPTS * GROUP));
        ChannelPublisher.append(temp.resolve("prompts"), List.of(), ChannelsConfig.KEEP_ALL, Clock.systemUTC());
        run = CommandProcess.start(
                temp, "run", config.toString(), "--out", temp.resolve("run").toString());
    }

    /** To a good prompt three of four recorded responses are correct; to a bad one none, and they are long and truncated. */
    private static String recording() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < PROMPTS; i++) {
            lines.append(line("good", i, "7", "7", "7", "8"));
            String endless = "1".repeat(300);
            lines.append(line("bad", i, endless, endless, endless, endless));
        }
        return lines.toString();
    }

    private static String line(String kind, int number, String... answers) {
        String responses = Arrays.stream(answers)
                .map("\"The answer is \\\\boxed{%s}.\""::formatted)
                .collect(Collectors.joining(", "));
        return "{\"prompt\": \"%s %d\", \"answer\": \"7\", \"responses\": [%s]}\n".formatted(kind, number, responses);
    }

    /** Publishes prompts, and waits until the windows with their responses are published: the next sample. */
    private void publish(String kind) throws IOException {
        List<String> prompts = new ArrayList<>();
        for (int i = 0; i < PROMPTS; i++) {
            prompts.add(
                    "{\"prompt\":[{\"role\":\"user\",\"content\":\"%s %d\"}],\"answer\":\"7\",\"task\":\"math\",\"data_source\":\"src\"}"
                            .formatted(kind, i));
        }
        ChannelPublisher.append(temp.resolve("prompts"), prompts, ChannelsConfig.KEEP_ALL, Clock.systemUTC());
        batches++;
        long expected = (long) batches * PROMPTS * GROUP;
        await("responses of batch " + batches).atMost(PATIENCE).until(() -> {
            assertThat(run.process().isAlive())
                    .as(Files.readString(run.output()))
                    .isTrue();
            return responses() == expected;
        });
    }

    private long responses() {
        return records("metrics", WindowJson::read).stream()
                .filter(part -> part.key().seconds() == 10)
                .map(WindowPart::statistics)
                .mapToLong(statistics -> statistics.count(Count.RESPONSES))
                .sum();
    }

    private List<Alarm> alarms() {
        return records("alarms", AlarmJson::read);
    }

    private List<String> rules(AlarmState state) {
        return alarms().stream()
                .filter(alarm -> alarm.state() == state)
                .map(Alarm::rule)
                .toList();
    }

    private interface Parser<T> {
        T parse(String line) throws IOException;
    }

    private <T> List<T> records(String channel, Parser<T> parser) {
        Path folder = temp.resolve("run").resolve(channel);
        List<T> records = new ArrayList<>();
        if (Files.exists(folder.resolve("head.json"))) {
            Channel read = new ChannelPlace(folder.toString(), Optional.empty()).channel("");
            ChannelScan.forEach(read, (number, line) -> {
                try {
                    records.add(parser.parse(line));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return records;
    }
}
