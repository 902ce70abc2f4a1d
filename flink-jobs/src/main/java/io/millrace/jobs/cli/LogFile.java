package io.millrace.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.logging.log4j.core.config.Configurator;

/** Chooses the log file: in the run's folder, or in the user's state directory for commands without a run. */
final class LogFile {
    private static final String PROPERTY = "millrace.log";

    private LogFile() {}

    /**
     * Chooses the log file of a command without a run, unless the user has configured one. Called before anything is
     * logged.
     */
    static void choose() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, file(System.getenv()).toString());
        }
    }

    /**
     * The log of such commands: {@code millrace/millrace.log} in {@code $XDG_STATE_HOME}, by default in {@code
     * ~/.local/state}. If that is not writable, a temporary file with an unpredictable name: somebody could have placed
     * a symbolic link at a fixed one.
     */
    static Path file(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path home = Path.of(System.getProperty("user.home"), ".local", "state");
        try {
            Path folder = Files.createDirectories((state.isEmpty() ? home : Path.of(state)).resolve("millrace"));
            if (Files.isWritable(folder)) {
                return folder.resolve("millrace.log");
            }
        } catch (IOException e) {
            // The temporary file is used instead.
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "millrace-%s.log".formatted(UUID.randomUUID()));
    }

    /** Sets the file, also for loggers that exist already: classes that a configuration names may have created some. */
    static void choose(Path file) {
        System.setProperty(PROPERTY, file.toString());
        Configurator.reconfigure();
    }

    /** The log file. */
    static String path() {
        return System.getProperty(PROPERTY, "the log");
    }
}
