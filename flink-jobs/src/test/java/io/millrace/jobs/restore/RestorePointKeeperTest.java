package io.millrace.jobs.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestorePointKeeperTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path temp;

    private Path complete(Path folder, int second) throws IOException {
        Files.createDirectories(folder);
        Path metadata = Files.writeString(folder.resolve(RestorePoint.METADATA), "");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(second * 1000L));
        return folder;
    }

    @Test
    void aSavepointThatIsCompletedAfterTheListingIsKept() throws IOException {
        RunFolder run = new RunFolder(temp);
        try (RestorePointKeeper keeper = new RestorePointKeeper(run, JOB, 2)) {
            complete(run.checkpoints().resolve(JOB).resolve("chk-1"), 1);
            List<RestorePoint> listed = RestorePoint.of(run);
            Path savepoint = complete(run.savepoints().resolve("savepoint-012345-1"), 2);

            assertThat(keeper.superfluous(listed, false)).isEmpty();
            assertThat(keeper.superfluous(listed, true)).containsExactly(savepoint);
        }
    }
}
