package io.millrace.jobs.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.Screen;
import io.millrace.jobs.restore.RestoreCandidates;
import io.millrace.jobs.restore.RestorePointKeeper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorePointTest {
    private static final String SHARED = "0b72744d-e2f3-45e9-8599-b446dffb9921";

    @TempDir
    Path temp;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private RunFolder run() {
        return new RunFolder(temp.resolve("out"));
    }

    /** A checkpoint with an exclusive and a shared file, in Flink's layout. */
    private RestorePoint checkpoint(String job, int number) throws IOException {
        Path folder = Files.createDirectories(run().checkpoints().resolve(job).resolve("chk-" + number));
        Path shared = Files.createDirectories(folder.resolveSibling("shared"));
        Files.writeString(shared.resolve(SHARED), "shared state");
        Files.writeString(folder.resolve("own-file"), "own state");
        Files.writeString(folder.resolve("_metadata"), "\0efile:%s/%s\0".formatted(shared, SHARED));
        FileTime time = FileTime.fromMillis(1_000L * number);
        Files.setLastModifiedTime(folder.resolve("_metadata"), time);
        return new RestorePoint(folder, time);
    }

    private RestoreCandidates candidates() throws IOException {
        Screen screen = new Screen(new PrintStream(shown, true, StandardCharsets.UTF_8), false);
        return new RestoreCandidates(run(), RestorePoint.of(run()), screen);
    }

    @Test
    void theNewestIsFoundFirst() throws Exception {
        RestorePoint older = checkpoint("a", 1);
        RestorePoint newer = checkpoint("b", 2);

        assertThat(RestorePoint.of(run())).containsExactly(newer, older);
    }

    @Test
    void eachKindOfDamageIsNamedByFileAndRule() throws Exception {
        RestorePoint point = checkpoint("a", 1);
        point.recordFiles(new SharedFiles());
        assertThat(point.damage()).isEmpty();

        Files.writeString(point.path().resolve("own-file"), "own stat");
        assertThat(point.damage()).contains("own-file must have 9 bytes, has 8");
        Files.writeString(point.path().resolve("own-file"), "own stat3");
        assertThat(point.damage()).contains("own-file was changed after it was written");
        Files.writeString(point.path().resolve("own-file"), "own state");
        Files.delete(point.path().resolveSibling("shared").resolve(SHARED));
        assertThat(point.damage()).contains("shared/%s is missing".formatted(SHARED));
    }

    @Test
    void aDamagedRestorePointIsSkippedWithOneLine() throws Exception {
        checkpoint("a", 1).recordFiles(new SharedFiles());
        RestorePoint newest = checkpoint("a", 2);
        newest.recordFiles(new SharedFiles());
        Files.writeString(newest.path().resolve("_metadata"), "");

        assertThat(candidates().next().orElseThrow().path())
                .isEqualTo(newest.path().resolveSibling("chk-1"));
        assertThat(shown.toString(StandardCharsets.UTF_8).trim())
                .startsWith("checkpoints/a/chk-2 is damaged: _metadata must have ")
                .endsWith(" bytes, has 0; trying the older checkpoints/a/chk-1")
                .doesNotContain("\n");
    }

    @Test
    void aRunWithOnlyDamagedRestorePointsIsRejected() throws Exception {
        RestorePoint only = checkpoint("a", 1);
        only.recordFiles(new SharedFiles());
        Files.delete(only.path().resolve("own-file"));

        assertThatThrownBy(() -> candidates().next())
                .isInstanceOf(RefusedException.class)
                .hasMessage("run %s: has no intact checkpoint or savepoint to resume from: ".formatted(run().root())
                        + "checkpoints/a/chk-1 is damaged: own-file is missing; restore the run's folder from a"
                        + " copy, or start a new run with --out");
    }

    @Test
    void aRestorePointWithoutARecordCountsAsIntact() throws Exception {
        RestorePoint point = checkpoint("a", 1);
        Files.delete(point.path().resolve("own-file"));

        assertThat(candidates().next()).contains(point);
    }

    @Test
    void anUnreadableListOfFilesCountsAsNone() throws Exception {
        RestorePoint point = checkpoint("a", 1);
        for (String torn : List.of(
                "",
                "{\"files\":",
                "{\"files\":{\"_metadata\":null}}",
                "[]",
                "null",
                "{\"files\":{\"\\u0000\":{}}}",
                "{\"files\":{}}")) {
            Files.writeString(point.list(), torn);

            assertThat(point.damage()).as(torn).isEmpty();
            assertThat(point.isKnown()).as(torn).isFalse();
        }
    }

    @Test
    void onlyCheckpointsOfTheRunningJobAreRecorded() throws Exception {
        RestorePoint earlier = checkpoint("before", 1);
        RestorePoint own = checkpoint("cafe5678", 2);

        new RestorePointKeeper(run(), "cafe5678", 2).close();

        assertThat(earlier.isKnown()).isFalse();
        assertThat(own.isKnown()).isTrue();
    }

    @Test
    void aSharedFileIsReadOnceForAllCheckpoints() throws Exception {
        SharedFiles shared = new SharedFiles();
        RestorePoint first = checkpoint("a", 1);
        first.recordFiles(shared);
        Path file = first.path().resolveSibling("shared").resolve(SHARED);
        Files.writeString(file, "sHared state");
        RestorePoint second = new RestorePoint(
                Files.createDirectories(first.path().resolveSibling("chk-2")), FileTime.fromMillis(2_000));
        Files.copy(first.path().resolve("_metadata"), second.path().resolve("_metadata"));

        second.recordFiles(shared);

        assertThat(second.damage()).contains("shared/%s was changed after it was written".formatted(SHARED));
    }

    @Test
    void restorePointsOfEarlierJobsAreDeletedOnceThereAreEnoughNewerOnes() throws Exception {
        Path dead = checkpoint("dead", 1).path().getParent();
        Path before = checkpoint("before", 2).path().getParent();
        new RestorePointKeeper(run(), "cafe5678", 2).close();
        assertThat(dead).exists();

        Path own = checkpoint("cafe5678", 3).path();
        new RestorePointKeeper(run(), "cafe5678", 2).close();
        assertThat(dead).doesNotExist();
        assertThat(before).exists();

        checkpoint("cafe5678", 4);
        new RestorePointKeeper(run(), "cafe5678", 2).close();
        assertThat(before).doesNotExist();
        assertThat(own).exists();
        assertThat(own.resolveSibling("chk-3.files.json")).exists();
        assertThat(own.resolveSibling("shared").resolve(SHARED)).exists();
    }

    @Test
    void aRecordIsDeletedWithItsCheckpoint() throws Exception {
        RestorePoint old = checkpoint("cafe5678", 3);
        new RestorePointKeeper(run(), "cafe5678", 2).close();
        assertThat(old.list()).exists();
        Files.delete(old.path().resolve("own-file"));
        Files.delete(old.path().resolve("_metadata"));
        Files.delete(old.path());
        checkpoint("cafe5678", 4);

        new RestorePointKeeper(run(), "cafe5678", 2).close();

        assertThat(old.list()).doesNotExist();
    }
}
