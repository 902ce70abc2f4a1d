package io.millrace.jobs.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.jobs.console.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path temp;

    @Test
    void aStartClearsTheFilesOfARunWithoutACheckpoint() throws IOException {
        RunFolder folder = begun();

        folder.clear(temp.resolve("policy"));

        assertThat(folder.initialPolicy()).doesNotExist();
        assertThat(folder.store()).doesNotExist();
        assertThat(folder.heldOutResults()).doesNotExist();
        assertThat(folder.identity()).doesNotExist();
        assertThat(folder.config()).exists();
    }

    @Test
    void aFolderThatHoldsTheGivenPolicyIsNotCleared() throws IOException {
        RunFolder folder = begun();

        assertThatThrownBy(() -> folder.clear(folder.initialPolicy()))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "run %s: the folder contains the given policy (initial-policy), which a new run would delete; choose another folder"
                                        .formatted(folder.root())
                                + " with --out");
        assertThat(folder.store()).exists();
    }

    @Test
    void theNewestRestorePointIsFoundWhileOldCheckpointsAreDeleted() throws Exception {
        RunFolder folder = new RunFolder(temp.resolve("out"));
        assertThat(folder.latestRestorePoint()).isEmpty();
        Path checkpoint = Files.createDirectories(folder.checkpoints().resolve("job/chk-2"));
        Files.writeString(checkpoint.resolve("_metadata"), "");
        Path shared = Files.createDirectories(folder.checkpoints().resolve("job/shared"));
        AtomicBoolean done = new AtomicBoolean();
        Thread flink = new Thread(() -> makeAndDelete(shared, done));
        flink.start();

        for (int look = 0; look < 2000; look++) {
            assertThat(folder.latestRestorePoint()).contains(checkpoint);
        }

        done.set(true);
        flink.join();
    }

    private static void makeAndDelete(Path folder, AtomicBoolean done) {
        try {
            for (int i = 0; !done.get(); i++) {
                Path state = Files.createDirectories(folder.resolve("state-" + i % 7));
                Files.delete(Files.createFile(state.resolve("file")));
                Files.delete(state);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunFolder begun() throws IOException {
        RunFolder folder = new RunFolder(temp.resolve("out"));
        Files.createDirectories(folder.initialPolicy());
        Files.createDirectories(folder.store().resolve("v-000000001"));
        Files.writeString(folder.heldOutResults(), "{}");
        Files.writeString(folder.identity(), "{}");
        Files.writeString(folder.config(), "");
        return folder;
    }
}
