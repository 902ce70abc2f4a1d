package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped configurations. */
class ConfigFilesTest {
    private static final Path FOLDER = Path.of("../deploy/conf");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.getFileName().toString().startsWith("compare-"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyShippedFileIsAValidConfiguration(Path file) {
        assertThatCode(() -> ConfigReader.read(file, List.of())).doesNotThrowAnyException();
    }

    @Test
    void theRunOfTheDemoIsAValidConfiguration() {
        assertThatCode(() -> ConfigReader.read(Path.of("../deploy/demo/demo.yaml"), List.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void everyDocumentedConfigurationIsShipped() throws IOException {
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .contains(
                        "autothink.yaml",
                        "digits.yaml",
                        "digits-from-scratch.yaml",
                        "fleet.yaml",
                        "math-data.yaml",
                        "r3.yaml",
                        "rorecomp.yaml",
                        "rea-rl.yaml",
                        "reflection-model.yaml",
                        "reasoner.yaml",
                        "reason.yaml");
    }
}
