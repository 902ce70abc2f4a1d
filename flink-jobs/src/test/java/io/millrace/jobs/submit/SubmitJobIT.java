package io.millrace.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.channel.ChannelReader;
import io.millrace.codec.LedgerJson;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobDefaults;
import io.millrace.policy.PolicyStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.ProgramInvocationException;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that users submit, on an existing cluster. */
class SubmitJobIT {
    private static final int GROUPS = 5;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path temp;

    private MiniCluster cluster;
    private Path config;
    private RunFolder folder;

    @BeforeEach
    void startCluster() throws Exception {
        Configuration conf = new Configuration();
        conf.set(RestOptions.BIND_PORT, "0");
        conf.set(RestOptions.ADDRESS, "127.0.0.1");
        conf.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        conf.set(JobManagerOptions.ADDRESS, "127.0.0.1");
        conf.set(TaskManagerOptions.HOST, "127.0.0.1");
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(conf)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(3)
                .build());
        cluster.start();
        config = write();
        folder = new RunFolder(temp.resolve("out"));
    }

    @AfterEach
    void stopCluster() throws Exception {
        cluster.close();
    }

    /** Ten prompts with two recorded responses each, one of them correct. */
    private Path write() throws IOException {
        StringBuilder prompts = new StringBuilder();
        StringBuilder responses = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            String prompt = "A=%d;B=A+1;B?".formatted(i);
            int right = (i + 1) % 10;
            prompts.append("{\"problem\": \"%s\", \"answer\": \"%d\"}\n".formatted(prompt, right));
            responses.append("""
                    {"prompt": "%s", "answer": "%d", "responses": ["<think>\\n</think>\\n\\n%d", "<think>\\n</think>\\n\\n%d"]}
                    """.formatted(prompt, right, right, (right + 1) % 10));
        }
        return Files.writeString(temp.resolve("job.yaml"), """
                run: {name: submitted}
                data: {train: {task: reason, path: %s}}
                policy: {path: %s, engine: trace, trace: {path: %s}}
                sampling: {groupSize: 2, maxTokens: 50}
                batch: {groups: %d}
                stream: {checkpointInterval: 100 ms, parallelism: 2}
                """.formatted(
                        Files.writeString(temp.resolve("prompts.jsonl"), prompts),
                        Path.of("../deploy/models/bytes").toAbsolutePath().normalize(),
                        Files.writeString(temp.resolve("trace.jsonl"), responses),
                        GROUPS));
    }

    private void submit(String savepoint, int steps, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of(config.toString(), "--out", folder.root().toString(), "--set", "run.steps=" + steps));
        arguments.addAll(List.of(more));
        URI rest = cluster.getRestAddress().get(1, TimeUnit.MINUTES);
        FlinkRun.run(rest, savepoint, arguments.toArray(String[]::new));
    }

    private void awaitStep(long step) {
        PolicyStore store = new PolicyStore(folder.store());
        await().atMost(LONG)
                .until(() ->
                        store.newestManifest().map(PolicyStore.Manifest::step).orElse(-1L) >= step);
    }

    /** Stops all jobs with savepoints, as a user does; returns their paths. */
    private List<String> stop() throws Exception {
        Configuration client = new Configuration();
        client.set(RestOptions.ADDRESS, "127.0.0.1");
        client.set(RestOptions.PORT, cluster.getRestAddress().get().getPort());
        List<String> savepoints = new ArrayList<>();
        try (RestClusterClient<String> rest = new RestClusterClient<>(client, "mini")) {
            for (JobStatusMessage job : rest.listJobs().get(1, TimeUnit.MINUTES)) {
                JobID id = job.getJobId();
                if (!job.getJobState().isGloballyTerminalState()) {
                    savepoints.add(rest.stopWithSavepoint(
                                    id,
                                    false,
                                    JobDefaults.location(temp.resolve("savepoints")),
                                    SavepointFormatType.NATIVE)
                            .get(LONG.toSeconds(), TimeUnit.SECONDS));
                }
            }
        }
        return savepoints;
    }

    private List<Long> ordinals() throws IOException {
        List<Long> ordinals = new ArrayList<>();
        try (Stream<String> lines = ChannelReader.lines(folder.ledger())) {
            for (String line : lines.toList()) {
                ordinals.add(LedgerJson.read(line).ordinal());
            }
        }
        return ordinals;
    }

    private void assertEndedOnce(int steps) throws IOException {
        assertThat(ordinals()).hasSize(steps * GROUPS).doesNotHaveDuplicates();
        assertThat(folder.config()).exists();
        assertThat(folder.identity()).exists();
    }

    @Test
    void aJobRunsOnTheClusterAndContinuesFromItsSavepoint() throws Exception {
        submit("", 3);
        awaitStep(3);
        List<String> savepoints = stop();
        assertThat(savepoints).hasSize(1);
        assertEndedOnce(3);

        assertThatThrownBy(() -> submit("", 6))
                .isInstanceOf(ProgramInvocationException.class)
                .hasMessageContaining(
                        "must have no records in ledger for a job (online) that starts from scratch, had 15")
                .hasMessageContaining("flink run -s SAVEPOINT");
        assertThatThrownBy(() -> submit(savepoints.get(0), 6, "--set", "run.seed=77"))
                .isInstanceOf(ProgramInvocationException.class)
                .hasMessageContaining("the seed must still be");

        submit(savepoints.get(0), 6);
        awaitStep(6);
        stop();
        assertThat(ordinals())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 6L * GROUPS).boxed().toList());
    }

    @Test
    void aProgramThatANewJobManagerRunsAgainContinuesFromTheNewestCheckpoint() throws Exception {
        submit("", 3, "--resume=auto");
        awaitStep(3);
        cluster.close();
        startCluster();

        submit("", 6, "--resume=auto");
        awaitStep(6);
        stop();
        assertEndedOnce(6);
    }

    @Test
    void aRunIsSplitIntoTwoJobs() throws Exception {
        submit("", 3, "--only", "learner");
        submit("", 3, "--only", "rollout");
        awaitStep(3);
        assertThat(stop()).hasSize(2);

        assertEndedOnce(3);
        assertThat(ChannelReader.published(folder.minibatches())).isGreaterThanOrEqualTo(3);
    }
}
