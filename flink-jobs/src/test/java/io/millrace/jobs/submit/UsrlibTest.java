package io.millrace.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/flink/usrlib}, in a fake build of a few jars. */
class UsrlibTest {
    @TempDir
    Path temp;

    private Path script;

    @BeforeEach
    void build() throws IOException {
        script = temp.resolve("home/deploy/flink/usrlib");
        Files.createDirectories(script.getParent());
        Files.copy(Path.of("../deploy/flink/usrlib"), script);
        Path built = Files.createDirectories(temp.resolve("home/flink-jobs/target"));
        Files.writeString(built.resolve("millrace-flink-jobs-0.1.0-SNAPSHOT.jar"), "jobs");
        StringBuilder dependencies = new StringBuilder(jar("io/millrace/millrace-core-0.1.0-SNAPSHOT.jar"));
        for (String name : List.of(
                "info/picocli/picocli-4.7.7.jar",
                "org/apache/flink/flink-core/2.3.0/flink-core-2.3.0.jar",
                "com/ververica/frocksdbjni/8.10.0/frocksdbjni-8.10.0.jar",
                "org/apache/logging/log4j/log4j-core/2.25.3/log4j-core-2.25.3.jar",
                "org/slf4j/slf4j-api/2.0.17/slf4j-api-2.0.17.jar")) {
            dependencies.append(':').append(jar(name));
        }
        Files.writeString(built.resolve("dependencies"), dependencies);
    }

    private String jar(String name) throws IOException {
        Path jar = temp.resolve("repository").resolve(name);
        Files.createDirectories(jar.getParent());
        return Files.writeString(jar, name).toString();
    }

    private int run(Path target) throws Exception {
        return run(target.toString());
    }

    private int run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }

    private String output = "";

    @Test
    void itContainsWhatTheClusterDoesNotProvide() throws Exception {
        Path target = temp.resolve("usrlib");

        assertThat(run(target)).as(output).isZero();
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "millrace-flink-jobs-0.1.0-SNAPSHOT.jar",
                            "millrace-core-0.1.0-SNAPSHOT.jar",
                            "picocli-4.7.7.jar");
        }
        assertThat(output).contains("usrlib: 3 jars, ");
    }

    @Test
    void theJarsOfADistributionAreLinked() throws Exception {
        Path lib = Files.createDirectories(temp.resolve("home/lib"));
        for (String name : List.of(
                "millrace-core-0.1.0.jar",
                "flink-core-2.3.0.jar",
                "flink-connector-kafka-5.0.0-2.2.jar",
                "frocksdbjni-8.10.0.jar",
                "log4j-api-2.25.3.jar",
                "picocli-4.7.7.jar")) {
            Files.writeString(lib.resolve(name), name);
        }
        Path target = temp.resolve("linked");

        assertThat(run("--link", target.toString())).as(output).isZero();
        try (Stream<Path> files = Files.list(target)) {
            assertThat(files)
                    .allMatch(Files::isSymbolicLink)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder(
                            "millrace-core-0.1.0.jar", "flink-connector-kafka-5.0.0-2.2.jar", "picocli-4.7.7.jar");
        }
    }

    @Test
    void aFolderWithFilesIsLeftAsItIs() throws Exception {
        Path target = Files.createDirectories(temp.resolve("usrlib"));
        Files.writeString(target.resolve("old.jar"), "old");

        assertThat(run(target)).isEqualTo(1);
        assertThat(output).contains("must be a new folder or an empty one, has files");
        assertThat(target.toFile().list()).containsExactly("old.jar");
    }

    @Test
    void beforeABuildItSaysHowToBuild() throws Exception {
        Files.delete(temp.resolve("home/flink-jobs/target/dependencies"));

        assertThat(run(temp.resolve("usrlib"))).isEqualTo(1);
        assertThat(output).contains("nothing is built yet: run ./mvnw -DskipTests package");
    }
}
