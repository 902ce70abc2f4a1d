package io.millrace.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.method.Method;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A method is one package and one line: without them, the configuration no longer has the method's section, and the
 * other methods run as before. A process runs with the core's classes without the package and its registration.
 */
class MethodDeletionTest {
    private static final String REGISTRY = "META-INF/services/" + Method.class.getName();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"rearl", "autothink", "r3", "rorecomp"})
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void theOtherMethodsRunWithoutAMethodsPackageAndRegistration(String method) throws Exception {
        Path core = Path.of(
                Method.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path without = folder.resolve("classes");
        copyWithout(method, core, without);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-cp",
                System.getProperty("java.class.path")
                        .replace(core.toString() + File.pathSeparator, without + File.pathSeparator),
                DeletedMethod.class.getName(),
                method,
                folder.toString()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> read(output)).isZero();
        assertThat(read(output)).contains("deleted " + method);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Copies the core's classes, a folder or a jar. */
    private static void copyWithout(String method, Path core, Path target) throws IOException {
        if (Files.isDirectory(core)) {
            copyTree(method, core, target);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(core)) {
            copyTree(method, jar.getPath("/"), target);
        }
    }

    private static void copyTree(String method, Path root, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (name.startsWith("io/millrace/method/" + method + "/")) {
                    continue;
                }
                Path copy = target.resolve(name);
                Files.createDirectories(copy.getParent());
                if (name.equals(REGISTRY)) {
                    Files.write(
                            copy,
                            Files.readAllLines(file).stream()
                                    .filter(line -> !line.startsWith("io.millrace.method." + method + "."))
                                    .toList());
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
