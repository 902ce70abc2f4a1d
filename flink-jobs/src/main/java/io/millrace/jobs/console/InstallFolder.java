package io.millrace.jobs.console;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that Millrace is installed in, as passed by the launcher. */
public final class InstallFolder {
    private InstallFolder() {}

    /** Resolves a path: as given, or, if it does not exist, below the installation folder if it exists there. */
    public static Path resolve(Path path) {
        if (path.isAbsolute() || Files.exists(path)) {
            return path;
        }
        Path shipped = path().resolve(path);
        return Files.exists(shipped) ? shipped : path;
    }

    /** The installation folder. */
    public static Path path() {
        return Path.of(System.getProperty("millrace.home", "."));
    }
}
