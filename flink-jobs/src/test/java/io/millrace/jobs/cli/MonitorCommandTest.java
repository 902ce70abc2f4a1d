package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Monitors that are rejected before anything is written. */
class MonitorCommandTest {
    @TempDir
    Path temp;

    private Path run;
    private Path out;

    @BeforeEach
    void writeARun() throws IOException {
        run = Files.createDirectories(temp.resolve("r1"));
        out = temp.resolve("out");
        Files.writeString(run.resolve("config.yaml"), "monitor: {enabled: true}");
    }

    private void assertRefused(String message, String... arguments) {
        CommandProcess.Result result = CommandLineKit.execute(arguments);
        assertThat(result.output()).startsWith("millrace: " + message);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void aFolderThatIsNotOfARunIsRefused() {
        assertRefused(
                "monitor: %s is not the folder of a run".formatted(temp),
                "monitor",
                temp.toString(),
                "--out",
                out.toString());
    }

    @Test
    void aFolderThatIsNotAMonitorsIsNotContinued() {
        assertRefused(
                "monitor %s: the folder is not a monitor's: name the runs to monitor".formatted(out),
                "monitor",
                "--out",
                out.toString());
    }

    @Test
    void anOptionOfTheRunIsRefused() {
        assertRefused(
                "--set: must be one of monitor.lateness, ",
                "monitor",
                run.toString(),
                "--out",
                out.toString(),
                "--set",
                "optimizer.rate=1");
    }
}
