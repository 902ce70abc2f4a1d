package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherTest {
    @TempDir
    private Path folder;

    /** Tests lines of the launcher itself, so that no JVM has to be started for each case. */
    @ParameterizedTest
    @CsvSource({
        "validate long.yaml, -XX:TieredStopAtLevel=1",
        "bench engine, -XX:TieredStopAtLevel=1",
        "bench stream, ''",
        "run, -XX:TieredStopAtLevel=1",
        "run short.yaml, -XX:TieredStopAtLevel=1",
        "run short.yaml --steps 500, ''",
        "run short.yaml --steps=0, ''",
        "run long.yaml, ''",
        "run long.yaml --steps 20, -XX:TieredStopAtLevel=1",
        "run long.yaml --steps many, -XX:TieredStopAtLevel=1",
        "run --resume --out here, ''",
        "compare short.yaml, ''",
        "'', -XX:TieredStopAtLevel=1"
    })
    void onlyLongJobsUseTheSecondCompiler(String arguments, String options) throws Exception {
        Files.writeString(folder.resolve("short.yaml"), "run:\n  steps: 200\n  # steps: 900\n");
        Files.writeString(folder.resolve("long.yaml"), "run:\n  # optimizer steps\n  steps: 5000\n");

        assertThat(compiler(arguments)).isEqualTo(options);
    }

    private String compiler(String arguments) throws IOException, InterruptedException {
        Path launcher = Path.of("../millrace").toAbsolutePath();
        String text = Files.readString(launcher);
        String lines = text.substring(text.indexOf("long_job() {"), text.indexOf("# libtorch, RocksDB"));
        Process shell = new ProcessBuilder(
                        "bash",
                        "-c",
                        "set -euo pipefail\nhome=%s\nset -- %s\n%s\necho \"${compiler[@]+${compiler[@]}}\""
                                .formatted(launcher.getParent(), arguments, lines))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (InputStream out = shell.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            shell.waitFor();
        }
    }
}
