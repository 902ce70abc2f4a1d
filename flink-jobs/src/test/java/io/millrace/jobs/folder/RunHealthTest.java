package io.millrace.jobs.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final RunHealth HEALTH = new RunHealth(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(60));

    @TempDir
    Path runs;

    private RunFolder run;
    private RunLock lock;

    @BeforeEach
    void start() throws IOException {
        run = new RunFolder(runs.resolve("r1"));
        lock = RunLock.take(run);
        touch(run.lock(), 500);
    }

    @AfterEach
    void end() {
        lock.close();
    }

    private static void touch(Path file, long secondsAgo) throws IOException {
        Files.createDirectories(file.getParent());
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(secondsAgo)));
    }

    @Test
    void aRunWithARecentCheckpointIsHealthy() throws IOException {
        touch(run.checkpoints().resolve("job/chk-7/_metadata"), 60);

        assertThat(HEALTH.fault(run)).isEmpty();
    }

    @Test
    void aRunThatHasJustStartedIsHealthy() throws IOException {
        touch(run.config(), 59);

        assertThat(HEALTH.fault(run)).isEmpty();
    }

    @Test
    void aRunWithoutProgressIsNot() throws IOException {
        touch(run.config(), 400);
        touch(run.checkpoints().resolve("job/chk-7/_metadata"), 61);

        assertThat(HEALTH.fault(run))
                .contains("run %s: its newest checkpoint must be at most 60 s old, was 61 s".formatted(run.root()));
    }

    @Test
    void aRunWithoutAProcessIsNot() throws IOException {
        touch(run.checkpoints().resolve("job/chk-7/_metadata"), 1);
        lock.close();

        assertThat(HEALTH.fault(run)).contains("run %s: no process is running it".formatted(run.root()));
    }

    @Test
    void runsAreFoundByTheirOwnFolderAndByThatAboveThem() throws IOException {
        Files.createDirectories(runs.resolve("other"));

        assertThat(RunHealth.in(run.root())).containsExactly(run);
        assertThat(RunHealth.in(runs)).containsExactly(run);
        assertThat(RunHealth.in(runs.resolve("none"))).isEmpty();
    }
}
