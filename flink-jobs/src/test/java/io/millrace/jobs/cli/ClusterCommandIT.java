package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.channel.ChannelReader;
import io.millrace.codec.LedgerJson;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.json.JsonFile;
import io.millrace.testkit.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for a cluster of processes, each of which is killed in turn under load. */
class ClusterCommandIT {
    private static final int GROUPS = 5;
    private static final int STEPS = 120;
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path temp;

    private Path cluster() {
        return temp.resolve("cluster");
    }

    private RunFolder run() {
        return new RunFolder(temp.resolve("out"));
    }

    private CommandProcess.Result millrace(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--cluster", cluster().toString()));
        return CommandProcess.run(temp, all.toArray(String[]::new));
    }

    private String done(String... arguments) throws Exception {
        CommandProcess.Result result = millrace(arguments);
        assertThat(result.exit()).as(result.output() + logs()).isZero();
        return result.output();
    }

    /** The end of each log, for the message of a failure. */
    private String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        if (Files.isDirectory(cluster().resolve("log"))) {
            try (Stream<Path> files = Files.list(cluster().resolve("log"))) {
                for (Path file : files.sorted().toList()) {
                    List<String> lines = Files.readAllLines(file);
                    all.append("\n== ").append(file).append('\n');
                    all.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size())));
                }
            }
        }
        return all.toString();
    }

    @AfterEach
    void stop() throws Exception {
        if (Files.exists(cluster().resolve("plan.json"))) {
            millrace("cluster", "stop", "--now");
        }
    }

    private Path config() throws IOException {
        StringBuilder prompts = new StringBuilder();
        StringBuilder responses = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            String prompt = "A=%d;B=A+1;B?".formatted(i);
            int correct = (i + 1) % 10;
            prompts.append("{\"problem\": \"%s\", \"answer\": \"%d\"}\n".formatted(prompt, correct));
            responses.append("""
                    {"prompt": "%s", "answer": "%d", "responses": ["<think>\\n</think>\\n\\n%d", "<think>\\n</think>\\n\\n%d"]}
                    """.formatted(prompt, correct, correct, (correct + 1) % 10));
        }
        return Files.writeString(temp.resolve("job.yaml"), """
                run: {name: processes, steps: %d}
                data: {train: {task: reason, path: %s}}
                policy: {path: %s, engine: trace, trace: {path: %s}}
                sampling: {groupSize: 2, maxTokens: 50}
                batch: {groups: %d}
                stream: {checkpointInterval: 500 ms, parallelism: 2, restarts: 1000}
                """.formatted(
                        STEPS,
                        Files.writeString(temp.resolve("prompts.jsonl"), prompts),
                        Repository.path("deploy/models/bytes").toAbsolutePath().normalize(),
                        Files.writeString(temp.resolve("trace.jsonl"), responses),
                        GROUPS));
    }

    private void kill(String name) throws IOException {
        for (JsonNode process :
                JsonFile.tree(cluster().resolve("processes.json")).get("list")) {
            if (process.get("name").asText().equals(name)) {
                ProcessHandle.of(process.get("pid").asLong()).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private void killSupervisor() throws IOException {
        long pid =
                JsonFile.tree(cluster().resolve("supervisor.json")).get("pid").asLong();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private long ended() {
        return ChannelReader.published(run().ledger());
    }

    private void awaitEnded(long visits) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> ended() >= visits);
    }

    private List<Long> ordinals() throws IOException {
        List<Long> ordinals = new ArrayList<>();
        try (Stream<String> lines = ChannelReader.lines(run().ledger())) {
            for (String line : lines.toList()) {
                ordinals.add(LedgerJson.read(line).ordinal());
            }
        }
        return ordinals;
    }

    @Test
    void twoJobsSurviveTheDeathOfEachProcess() throws Exception {
        String config = config().toString();
        String out = run().root().toString();
        assertThat(done("cluster", "start", "--slots", "2", "--port", "0"))
                .contains("is ready: 2 TaskManagers with 2 slots each; web page: http://127.0.0.1:");
        assertThat(millrace("cluster", "start").exit()).isEqualTo(2);

        done("submit", config, "--out", out, "--only", "learner");
        done("submit", config, "--out", out, "--only", "rollout");
        CommandProcess.Result again = millrace("submit", config, "--out", out, "--only", "rollout");
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.output()).contains("(rollout) is running: stop it with: millrace stop");
        assertThat(done("status")).contains("processes (rollout) ", "processes (learner) ");

        awaitEnded(GROUPS);
        assertThatTheRunIsInUse(out);
        kill("taskmanager-1");
        awaitEnded(ended() + GROUPS);
        kill("jobmanager");
        awaitEnded(ended() + GROUPS);
        kill("taskmanager-2");
        killSupervisor();
        assertThat(done("cluster", "start"))
                .contains("the previous supervisor has died; its running processes are kept");
        awaitEnded((long) STEPS * GROUPS);

        assertThat(done("stop")).contains("(learner): stopped with savepoint", "(rollout): stopped with savepoint");
        assertThat(run().inUse()).isFalse();
        assertThat(ordinals())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, (long) STEPS * GROUPS).boxed().toList());
        assertThat(done("cluster", "stop")).contains("is stopped");
        assertThat(done("status")).contains(": stopped");
    }

    private void assertThatTheRunIsInUse(String out) {
        CommandProcess.Result here = CommandLineKit.execute("run", "--resume", "--only", "learner", "--out", out);
        assertThat(here.exit()).as(here.output()).isEqualTo(2);
        assertThat(here.output())
                .matches(
                        "(?s)millrace: run %s is in use by job \\w+ \\(learner\\) on the cluster %s: stop it with: millrace stop .*"
                                .formatted(run().root(), cluster()));
        CommandProcess.Result repair =
                CommandLineKit.execute("channel", "repair", run().ledger().toString());
        assertThat(repair.output())
                .matches(
                        "millrace: channel %s: its run is in use by job \\w+ \\(\\w+\\) on the cluster %s; stop it first\n"
                                .formatted(run().ledger(), cluster()));
    }

    @Test
    void withoutAClusterTheCommandsSayHowToStartOne() throws Exception {
        for (String command : List.of("status", "stop")) {
            CommandProcess.Result result = millrace(command);
            assertThat(result.exit()).as(result.output()).isEqualTo(2);
            assertThat(result.output()).contains("start one with: millrace cluster start");
        }
    }
}
