package io.millrace.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the repository, from the folder of any module. */
public final class Repository {
    private Repository() {}

    /** A file or folder by its path from the root. */
    public static Path path(String path) {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder.resolve(path);
    }
}
