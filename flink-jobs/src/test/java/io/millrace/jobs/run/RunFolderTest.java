package io.millrace.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    Path temp;

    @Test
    void aStartClearsWhatAnEarlierOneLeftThatNeverReachedACheckpoint() throws IOException {
        RunFolder folder = begun();

        folder.clear(temp.resolve("policy"));

        assertThat(folder.initialPolicy()).doesNotExist();
        assertThat(folder.store()).doesNotExist();
        assertThat(folder.checkups()).doesNotExist();
        assertThat(folder.identity()).doesNotExist();
        assertThat(folder.config()).exists();
    }

    @Test
    void aFolderThatHoldsTheGivenPolicyIsNotCleared() throws IOException {
        RunFolder folder = begun();

        assertThatThrownBy(() -> folder.clear(folder.initialPolicy()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("run %s: must be a new folder, holds initial-policy with the policy: name another folder"
                                .formatted(folder.root())
                        + " by --out");
        assertThat(folder.store()).exists();
    }

    private RunFolder begun() throws IOException {
        RunFolder folder = new RunFolder(temp.resolve("out"));
        Files.createDirectories(folder.initialPolicy());
        Files.createDirectories(folder.store().resolve("v-000000001"));
        Files.writeString(folder.checkups(), "{}");
        Files.writeString(folder.identity(), "{}");
        Files.writeString(folder.config(), "");
        return folder;
    }
}
