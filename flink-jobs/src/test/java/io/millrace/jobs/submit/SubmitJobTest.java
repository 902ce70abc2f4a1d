package io.millrace.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.client.program.ProgramInvocationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Submissions that are rejected before anything is submitted or written. */
class SubmitJobTest {
    @TempDir
    Path temp;

    private Path out() {
        return temp.resolve("out");
    }

    private Path config(String yaml) throws Exception {
        return Files.writeString(temp.resolve("job.yaml"), yaml);
    }

    private void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> FlinkRun.run(URI.create("http://127.0.0.1:1"), "", arguments))
                .isInstanceOf(ProgramInvocationException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(out()).doesNotExist();
    }

    @Test
    void noClusterIsStartedImplicitly() throws Exception {
        String[] arguments = {config("").toString(), "--out", out().toString()};

        assertThatThrownBy(() -> SubmitJob.main(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("job: must be submitted to a cluster, by flink run or in application mode;"
                        + " on this machine alone use: millrace run");
        assertThat(out()).doesNotExist();
    }

    @Test
    void pathsThatTaskManagersWouldNotFindAreNamedAllAtOnce() throws Exception {
        assertRefused(
                """
                data.train.path: must be an absolute path for a job on a cluster, was a.jsonl
                policy.trace.path: must be an absolute path for a job on a cluster, was b.jsonl""",
                config("data: {train: {path: a.jsonl, task: text}}\npolicy: {engine: trace, trace: {path: b.jsonl}}")
                        .toString(),
                "--out",
                out().toString());
    }

    @Test
    void aMistakeInTheConfigurationIsNamed() throws Exception {
        assertRefused("run.stepz", config("run: {stepz: 3}").toString(), "--out", out().toString());
    }

    @Test
    void aRunWithoutAFolderIsRefused() throws Exception {
        assertRefused("Missing required option: '--out=", config("").toString());
    }

    @Test
    void anUnknownJobIsRejected() throws Exception {
        assertRefused(
                "expected one of [ONLINE, ROLLOUT, LEARNER]",
                config("").toString(),
                "--out",
                out().toString(),
                "--only",
                "both");
    }
}
