package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @Test
    void namesThatTheLocaleCannotReadAreRefusedWithTheLocaleToSet() {
        assertThat(FileNames.problem("/home/f\uFFFD\uFFFDlder", "run")).isPresent();
        assertThat(FileNames.problem("/home", "--set", "data.train.path=pr\uFFFDmpts.jsonl"))
                .hasValueSatisfying(problem -> assertThat(problem)
                        .startsWith("file name cannot be read in the locale, whose encoding is ")
                        .contains("pr\uFFFDmpts.jsonl; set LC_ALL to a UTF-8 locale such as C.UTF-8"));
        assertThat(FileNames.problem(new IllegalStateException(new InvalidPathException("prömpts", "unmappable"))))
                .hasValueSatisfying(problem -> assertThat(problem).contains(": prömpts; set LC_ALL"));
        assertThat(FileNames.problem("/home/földer", "run")).isEmpty();
        assertThat(FileNames.problem(new IllegalStateException("other"))).isEmpty();
    }

    /** Tests lines of the launcher itself, so that no JVM has to be started for each locale. */
    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LC_CTYPE=C", "LANG=C", "LC_ALL=C.UTF-8"})
    void theLauncherLeavesAPosixLocale(String locale) throws IOException, InterruptedException {
        String launcher = Files.readString(Path.of("../millrace"));
        String lines = launcher.substring(launcher.indexOf("ascii_only() {"), launcher.indexOf("# \"17.0.9\""));
        assertThat(encoding(locale, lines)).isEqualTo("UTF-8");
    }

    private static String encoding(String locale, String lines) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "set -euo pipefail\n" + lines + "\nlocale charmap")
                .redirectErrorStream(true);
        List.of("LANG", "LC_CTYPE", "LC_ALL").forEach(builder.environment()::remove);
        String[] pair = locale.split("=");
        builder.environment().put(pair[0], pair[1]);
        Process shell = builder.start();
        try (InputStream out = shell.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            shell.waitFor();
        }
    }
}
