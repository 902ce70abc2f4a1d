package io.millrace.jobs.cli;

import static io.millrace.jobs.cli.WatchedRun.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.alarm.AlarmState;
import io.millrace.config.EngineKind;
import io.millrace.testkit.VerifierServer;
import io.millrace.testkit.VerifierServer.Said;
import io.millrace.window.Count;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs in which something goes wrong for a while. */
@Timeout(1200)
class AlarmsIT {
    private static final int GROUP = 4;
    private static final int PROMPTS = 60;
    private static final int OBSTRUCTED = 2000;
    private static final int SPARED = 3;
    private static final List<String> PLANTED =
            List.of("reward-collapse", "reward-drift", "length-explosion", "truncation", "advantage-collapse");

    @TempDir
    Path temp;

    @Test
    void aPlantedCollapseFiresWithinTwoSamplesAndResolves() throws Exception {
        try (WatchedRun run =
                replay("[{type: math, name: math}]", "responses: %d, every: 1 h".formatted(PROMPTS * GROUP))) {
            publish(run, 3, "good", 0);
            assertThat(run.alarms()).as("calm").isEmpty();

            publish(run, 2, "bad", 3);
            await("alarms that fire").atMost(PATIENCE).untilAsserted(() -> {
                assertThat(run.rules(AlarmState.FIRING)).containsExactlyInAnyOrderElementsOf(PLANTED);
                assertThat(run.output())
                        .contains(
                                "alarm reward-collapse FIRING: the mean reward is ",
                                "alarm reward-drift (src) FIRING: ");
            });

            publish(run, 4, "good", 5);
            await("alarms that resolve").atMost(PATIENCE).untilAsserted(() -> assertThat(run.rules(AlarmState.RESOLVED))
                    .containsExactlyInAnyOrderElementsOf(PLANTED));
            assertThat(run.rules(AlarmState.FIRING)).hasSize(PLANTED.size());
        }
    }

    /** Publishes batches of prompts, and waits after each for its sample: the windows with its responses. */
    private static void publish(WatchedRun run, int batches, String kind, int before) throws IOException {
        for (int i = 1; i <= batches; i++) {
            run.publish("math", kind, PROMPTS);
            run.awaitResponses((long) (before + i) * PROMPTS * GROUP);
        }
    }

    @Test
    void anOutageOfAVerifierFiresAndResolvesAndCostsNoReward() throws Exception {
        AtomicBoolean down = new AtomicBoolean();
        try (VerifierServer judge = VerifierServer.of(asked -> down.get() ? Said.status(503) : asked.all("correct"));
                WatchedRun run = replay("""
                        [{type: http, name: judge, url: '%s', retry: {most: 0}, circuit: {failures: 1, pause: 100 ms, patience: 4 min}}]""".formatted(judge.url()), "every: 1 s, stall: {after: 3 s}")) {
            run.publish("judge", "good", PROMPTS);
            run.awaitResponses(PROMPTS * GROUP);

            down.set(true);
            run.publish("judge", "good", PROMPTS);
            run.awaitAlarms(AlarmState.FIRING, "verifier-outage", "stall");
            down.set(false);
            run.awaitResponses(2 * PROMPTS * GROUP);
            run.awaitAlarms(AlarmState.RESOLVED, "verifier-outage");
            run.publish("judge", "good", PROMPTS);
            run.awaitAlarms(AlarmState.RESOLVED, "stall");

            assertThat(run.rules(AlarmState.FIRING))
                    .containsOnlyOnce("verifier-outage")
                    .containsOnlyOnce("stall");
            assertThat(run.windows())
                    .extracting(part -> part.statistics().count(Count.INCORRECT))
                    .as("a response that could not be judged is not incorrect")
                    .containsOnly(0L);
        }
    }

    @Test
    void oldWeightsOfTheSamplerFireWithinTwoJudgementsAndResolve() throws Exception {
        Path kinds = Files.createDirectories(temp.resolve("jar/META-INF/services"));
        Files.writeString(kinds.resolve(EngineKind.class.getName()), OldWeightsEngineKind.class.getName() + "\n");
        Path fault = temp.resolve("run").resolve(OldWeightsEngineKind.FAULT);
        try (WatchedRun run = WatchedRun.start(temp, List.of(temp.resolve("jar")), """
                run: {name: old-weights, steps: 100000}
                data: {train: {task: digits}}
                policy: {engine: old-weights}
                evaluation: {every: 0}
                stream: {checkpointInterval: 1 s}
                dashboard: {enabled: false}
                """)) {
            run.awaitSteps(20);
            assertThat(run.rules(AlarmState.FIRING)).doesNotContain("log-prob-gap");

            Files.createFile(fault);
            run.awaitAlarms(AlarmState.FIRING, "log-prob-gap");
            Files.delete(fault);
            run.awaitAlarms(AlarmState.RESOLVED, "log-prob-gap");
        }
    }

    @Test
    void checkpointsThatCannotBeWrittenFireAndResolve() throws Exception {
        try (WatchedRun run = replay("[{type: math, name: math}]", "every: 1 s")) {
            run.publish("math", "good", PROMPTS);
            run.awaitResponses(PROMPTS * GROUP);
            assertThat(run.alarms()).as("calm").isEmpty();

            List<Path> obstacles = obstruct(run.checkpoints());
            run.awaitAlarms(AlarmState.FIRING, "failed-checkpoints");
            for (Path obstacle : obstacles) {
                Files.delete(obstacle);
            }
            run.awaitAlarms(AlarmState.RESOLVED, "failed-checkpoints");
            run.publish("math", "good", PROMPTS);
            run.awaitResponses(2 * PROMPTS * GROUP);

            assertThat(run.rules(AlarmState.FIRING)).containsExactly("failed-checkpoints");
        }
    }

    /** Puts files in the places of the folders of the next checkpoints, except a few that may be written meanwhile. */
    private static List<Path> obstruct(Path checkpoints) throws IOException {
        int last;
        try (Stream<Path> folders = Files.list(checkpoints)) {
            last = folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("chk-\\d+"))
                    .mapToInt(name -> Integer.parseInt(name.substring("chk-".length())))
                    .max()
                    .orElseThrow();
        }
        List<Path> obstacles = new ArrayList<>();
        for (int number = last + OBSTRUCTED; number > last + SPARED; number--) {
            obstacles.add(Files.createFile(checkpoints.resolve("chk-" + number)));
        }
        return obstacles;
    }

    @Test
    void tooLittleSpaceOnTheDiskFiresAndResolvesInTheResumedRun() throws Exception {
        String more = "every: 1 s, disk-space: {least: %d}".formatted(Long.MAX_VALUE);
        try (WatchedRun run = replay("[{type: math, name: math}]", more)) {
            run.publish("math", "good", PROMPTS);
            run.awaitResponses(PROMPTS * GROUP);
            run.awaitAlarms(AlarmState.FIRING, "disk-space");
        }
        try (WatchedRun run = WatchedRun.resume(temp, "alarms.disk-space.least=1")) {
            run.awaitAlarms(AlarmState.RESOLVED, "disk-space");
            assertThat(run.rules(AlarmState.FIRING)).containsExactly("disk-space");
        }
    }

    /** Starts a run that replays recorded responses to the prompts that are published. */
    private WatchedRun replay(String verifiers, String alarms) throws IOException {
        Path trace = Files.writeString(temp.resolve("trace.jsonl"), recording());
        return WatchedRun.start(
                temp, List.of(), """
                run: {name: alarms, steps: 100000}
                data: {stream: {from: 'dir:%s'}, train: {task: reason}}
                task: {verifiers: %s}
                policy: {path: deploy/models/bytes, engine: trace, trace: {path: %s}}
                sampling: {groupSize: %d, maxTokens: 100}
                batch: {groups: 10}
                stream: {checkpointInterval: 300 ms}
                alarms: {%s}
                dashboard: {enabled: false}
                """.formatted(temp.resolve("prompts"), verifiers, trace, GROUP, alarms));
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
}
