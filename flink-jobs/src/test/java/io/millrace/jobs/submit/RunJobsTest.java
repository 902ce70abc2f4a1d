package io.millrace.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJobsTest {
    @TempDir
    Path temp;

    private RunFolder run;
    private RunJobs jobs;

    @BeforeEach
    void submit() throws IOException {
        run = new RunFolder(temp);
        jobs = new RunJobs(run);
        jobs.add(SubmittedKind.ROLLOUT, "aaaaaaaaaa");
        jobs.add(SubmittedKind.LEARNER, "bbbbbbbbbb");
        jobs.add(SubmittedKind.ROLLOUT, "cccccccccc");
    }

    private Path point(Path folder, long time) throws IOException {
        Path metadata = Files.createDirectories(folder).resolve("_metadata");
        Files.writeString(metadata, "x");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(time));
        return folder;
    }

    @Test
    void aJobWithoutCheckpointsHasNoRestorePoint() throws IOException {
        point(run.checkpoints().resolve("bbbbbbbbbb/chk-1"), 1000);

        assertThat(jobs.newestRestorePoint(SubmittedKind.ROLLOUT)).isEmpty();
    }

    @Test
    void theNewestOfAllAttemptsOfTheSamePartIsChosen() throws IOException {
        point(run.checkpoints().resolve("aaaaaaaaaa/chk-9"), 1000);
        Path newest = point(run.checkpoints().resolve("cccccccccc/chk-2"), 2000);
        point(run.checkpoints().resolve("bbbbbbbbbb/chk-7"), 3000);

        assertThat(jobs.newestRestorePoint(SubmittedKind.ROLLOUT))
                .hasValueSatisfying(point -> assertThat(point.path()).isEqualTo(newest));
    }

    @Test
    void aSavepointBelongsToTheJobInItsName() throws IOException {
        point(run.checkpoints().resolve("bbbbbbbbbb/chk-7"), 1000);
        Path savepoint = point(run.savepoints().resolve("savepoint-bbbbbb-0123"), 2000);
        point(run.savepoints().resolve("savepoint-cccccc-0123"), 3000);

        assertThat(jobs.newestRestorePoint(SubmittedKind.LEARNER))
                .hasValueSatisfying(point -> assertThat(point.path()).isEqualTo(savepoint));
    }
}
