package io.millrace.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Data files that are not part of the repository: a folder {@code shared} next to it. Tests that need it are skipped without
 * it.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /** A file of the shared folder; skips the test with a message if it is missing. */
    public static Path file(String path) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("shared").resolve(path))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "skipped: shared/" + path + " is not beside this repository");
        return folder.resolve("shared").resolve(path);
    }
}
