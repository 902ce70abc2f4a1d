package io.millrace.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.folder.RunPart;
import io.millrace.jobs.submit.RunJobs.Submitted;
import io.millrace.jobs.topology.JobDefaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a program starts that Flink runs in application mode. */
class ResumeTest {
    private static final String FIRST = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private static final String SECOND = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    private static final String SAVEPOINT = "s3://bucket/savepoints/savepoint-cccccc-1";

    @TempDir
    Path temp;

    private RunFolder run;
    private RunJobs jobs;
    private FlinkRestorePoints points;

    @BeforeEach
    void create() {
        run = new RunFolder(temp);
        jobs = new RunJobs(run);
        points = new FlinkRestorePoints(
                List.of(JobDefaults.location(run.checkpoints())), List.of(JobDefaults.location(run.savepoints())));
    }

    /** Creates a complete checkpoint or savepoint and returns its location. */
    private String complete(Path folder, long time) throws IOException {
        Path metadata = Files.createDirectories(folder).resolve("_metadata");
        Files.writeString(metadata, "x");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(time));
        return "file:" + folder;
    }

    private String checkpoint(String job, int number, long time) throws IOException {
        return complete(run.checkpoints().resolve(job).resolve("chk-" + number), time);
    }

    private Optional<String> auto(String given) throws IOException {
        return Resume.AUTO.from(given, jobs.of(SubmittedKind.ONLINE), points);
    }

    private void started(String id, String origin) throws IOException {
        jobs.add(new Submitted(SubmittedKind.ONLINE, id, origin));
    }

    @Test
    void theFirstStartOfARunStartsFromTheBeginning() throws IOException {
        assertThat(auto("")).isEmpty();
    }

    @Test
    void aJobManagerThatDiedBeforeTheFirstCheckpointStartsFromTheBeginningAgain() throws IOException {
        started(FIRST, "");
        Files.createDirectories(run.checkpoints().resolve(FIRST).resolve("chk-1")); // Not complete.

        assertThat(auto("")).isEmpty();
    }

    @Test
    void aNewJobManagerResumesFromTheNewestCheckpointOfAllAttempts() throws IOException {
        checkpoint(FIRST, 9, 1000);
        String newest = checkpoint(SECOND, 10, 2000);
        started(FIRST, "");
        started(SECOND, "");

        assertThat(auto("")).contains(newest);
    }

    @Test
    void aSavepointWithWhichTheJobWasStoppedIsFound() throws IOException {
        started(FIRST, "");
        checkpoint(FIRST, 9, 1000);
        String savepoint = complete(run.savepoints().resolve("savepoint-aaaaaa-0123"), 2000);

        assertThat(auto("")).contains(savepoint);
    }

    @Test
    void aSavepointOfAnUpgradeIsFollowedEvenIfThereAreNewerCheckpoints() throws IOException {
        started(FIRST, "");
        checkpoint(FIRST, 9, 1000);

        assertThat(auto(SAVEPOINT)).contains(SAVEPOINT);
    }

    @Test
    void aJobManagerThatDiesAfterAnUpgradeResumesFromTheNewestCheckpointSinceThen() throws IOException {
        started(FIRST, "");
        checkpoint(FIRST, 99, 9000);
        started(SECOND, SAVEPOINT);
        String newest = checkpoint(SECOND, 10, 2000);

        assertThat(auto(SAVEPOINT)).contains(newest);
    }

    @Test
    void aJobManagerThatDiesBeforeTheFirstCheckpointAfterAnUpgradeStartsFromTheSavepointAgain() throws IOException {
        started(FIRST, "");
        checkpoint(FIRST, 9, 1000);
        started(SECOND, SAVEPOINT);

        assertThat(auto(SAVEPOINT)).contains(SAVEPOINT);
    }

    @Test
    void withoutAutoOnlyTheGivenSavepointCounts() throws IOException {
        started(FIRST, "");
        checkpoint(FIRST, 9, 1000);

        assertThat(Resume.GIVEN.from("", jobs.of(SubmittedKind.ONLINE), points)).isEmpty();
        assertThat(Resume.GIVEN.from(SAVEPOINT, jobs.of(SubmittedKind.ONLINE), points))
                .contains(SAVEPOINT);
    }

    @Test
    void checkpointsOfTheOtherHalfOfASplitRunDoNotCount() throws IOException {
        jobs.add(new Submitted(SubmittedKind.LEARNER, FIRST, ""));
        jobs.add(new Submitted(SubmittedKind.ROLLOUT, SECOND, ""));
        checkpoint(FIRST, 9, 5000);
        String newest = checkpoint(SECOND, 2, 1000);

        assertThat(Resume.AUTO.from("", jobs.of(SubmittedKind.ROLLOUT), points)).contains(newest);
    }

    @Test
    void aHalfThatRanAsALocalProcessIsResumedFromItsNewestCheckpoint() throws IOException {
        jobs.add(new Submitted(SubmittedKind.LEARNER, FIRST, ""));
        checkpoint(FIRST, 9, 1000);
        String newest =
                complete(run.half(RunPart.LEARNER).checkpoints().resolve(SECOND).resolve("chk-3"), 2000);

        assertThat(Resume.AUTO.from("", jobs.of(SubmittedKind.LEARNER), points.with(jobs.local(SubmittedKind.LEARNER))))
                .hasValueSatisfying(point -> assertThat(point).startsWith(newest));
    }

    @Test
    void twoHalvesWithOneJobIdAreRefusedSinceTheirCheckpointsWouldMix() throws IOException {
        jobs.add(new Submitted(SubmittedKind.LEARNER, FIRST, ""));

        jobs.mustNotBeOfAnotherPart(SubmittedKind.LEARNER, FIRST);
        assertThatThrownBy(() -> jobs.mustNotBeOfAnotherPart(SubmittedKind.ROLLOUT, FIRST))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "run %s: each part of the run must have its own job id, but %s is that of its learner job: give each cluster its own high-availability.cluster-id and --job-id",
                        run.root(), FIRST);
    }
}
