package io.millrace.jobs.console;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that Millrace is installed in; the launcher names it. */
public final class Home {
    private Home() {}

    /** A path as given, or, if nothing is there, the same path below Millrace's own folder, if something is there. */
    public static Path find(Path path) {
        if (path.isAbsolute() || Files.exists(path)) {
            return path;
        }
        Path shipped = folder().resolve(path);
        return Files.exists(shipped) ? shipped : path;
    }

    /** Millrace's own folder. */
    public static Path folder() {
        return Path.of(System.getProperty("millrace.home", "."));
    }
}
