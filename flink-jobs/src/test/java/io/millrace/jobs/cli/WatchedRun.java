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
import io.millrace.jobs.folder.RunFolder;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run as a user starts it, and what it publishes.
 *
 * @param folder for its files
 * @param command its process
 */
record WatchedRun(Path folder, CommandProcess command) implements AutoCloseable {
    /** How long anything may take on a busy machine. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private interface Parser<T> {
        T parse(String line) throws IOException;
    }

    /** Starts a run whose prompts, if it has a stream of them, are in {@code folder/prompts}. */
    static WatchedRun start(Path folder, List<Path> classPath, String yaml) throws IOException {
        Path config = Files.writeString(folder.resolve("config.yaml"), yaml);
        ChannelPublisher.append(folder.resolve("prompts"), List.of(), ChannelsConfig.KEEP_ALL, Clock.systemUTC());
        return new WatchedRun(
                folder,
                CommandProcess.start(
                        folder,
                        classPath,
                        "run",
                        config.toString(),
                        "--out",
                        folder.resolve("run").toString()));
    }

    /** Resumes the run in a folder with other options. */
    static WatchedRun resume(Path folder, String option) throws IOException {
        String out = folder.resolve("run").toString();
        return new WatchedRun(
                folder, CommandProcess.start(folder, List.of(), "run", "--resume", "--out", out, "--set", option));
    }

    /** The folder of the checkpoints of its only job. */
    Path checkpoints() throws IOException {
        try (Stream<Path> jobs = Files.list(new RunFolder(folder.resolve("run")).checkpoints())) {
            return jobs.reduce((one, other) -> {
                        throw new IllegalStateException("more than one job: %s and %s".formatted(one, other));
                    })
                    .orElseThrow();
        }
    }

    /** Publishes prompts numbered from 0. */
    void publish(String task, String kind, int count) throws IOException {
        List<String> prompts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prompts.add(
                    "{\"prompt\":[{\"role\":\"user\",\"content\":\"%s %d\"}],\"answer\":\"7\",\"task\":\"%s\",\"data_source\":\"src\"}"
                            .formatted(kind, i, task));
        }
        ChannelPublisher.append(folder.resolve("prompts"), prompts, ChannelsConfig.KEEP_ALL, Clock.systemUTC());
    }

    /** Waits until the published windows contain this many responses. */
    void awaitResponses(long count) {
        await(count + " responses").atMost(PATIENCE).untilAsserted(() -> {
            checkAlive();
            assertThat(responses()).as(output()).isEqualTo(count);
        });
    }

    /** Waits until alarms have fired that contain these. */
    void awaitAlarms(AlarmState state, String... rules) {
        await(state + " " + List.of(rules)).atMost(PATIENCE).untilAsserted(() -> {
            checkAlive();
            assertThat(rules(state)).contains(rules);
        });
    }

    /** Ends the waiting if the run has ended. */
    private void checkAlive() throws IOException {
        if (!command.process().isAlive()) {
            throw new IllegalStateException("the run has ended:\n" + output());
        }
    }

    /** Responses in the published windows, graded or not. */
    long responses() {
        return windows().stream()
                .map(WindowPart::statistics)
                .mapToLong(window -> window.count(Count.RESPONSES) + window.ungradedResponses())
                .sum();
    }

    /** The published parts of windows of 10 s. */
    List<WindowPart> windows() {
        return records("metrics", WindowJson::read).stream()
                .filter(part -> part.key().seconds() == 10)
                .toList();
    }

    /** Waits until so many optimizer steps are published. */
    void awaitSteps(int count) {
        await(count + " steps").atMost(PATIENCE).untilAsserted(() -> {
            checkAlive();
            assertThat(records("steps", line -> line)).hasSizeGreaterThanOrEqualTo(count);
        });
    }

    List<Alarm> alarms() {
        return records("alarms", AlarmJson::read);
    }

    /** The rules that have reached a state, in the order in which they did. */
    List<String> rules(AlarmState state) {
        return alarms().stream()
                .filter(alarm -> alarm.state() == state)
                .map(Alarm::rule)
                .toList();
    }

    /** Its output so far. */
    String output() throws IOException {
        return Files.readString(command.output());
    }

    private <T> List<T> records(String channel, Parser<T> parser) {
        Path place = folder.resolve("run").resolve(channel);
        List<T> records = new ArrayList<>();
        if (Files.exists(place.resolve("head.json"))) {
            Channel read = new ChannelPlace(place.toString(), Optional.empty()).channel("");
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

    @Override
    public void close() {
        command.process().destroyForcibly().onExit().join();
    }
}
