package io.millrace.jobs.cli;

import java.nio.file.Path;
import org.apache.logging.log4j.core.config.Configurator;

/** Where the log goes: a run's own folder, or the folder for temporary files for commands that have none. */
final class LogFile {
    private static final String PROPERTY = "millrace.log";

    private LogFile() {}

    /** Chooses the file of commands without a folder, unless the user has. Called before anything is logged. */
    static void choose() {
        if (System.getProperty(PROPERTY) == null) {
            String name = "millrace-%s.log".formatted(System.getProperty("user.name"));
            System.setProperty(
                    PROPERTY,
                    Path.of(System.getProperty("java.io.tmpdir"), name).toString());
        }
    }

    /** Chooses a file, also for loggers that are there already: classes that a configuration names may have some. */
    static void choose(Path file) {
        System.setProperty(PROPERTY, file.toString());
        Configurator.reconfigure();
    }

    /** The file. */
    static String path() {
        return System.getProperty(PROPERTY, "the log");
    }
}
