package io.millrace.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.apache.logging.log4j.core.config.Configurator;

/** Where the log goes: a run's own folder, or the user's folder for the state of programs for commands that have none. */
final class LogFile {
    private static final String PROPERTY = "millrace.log";

    private LogFile() {}

    /** Chooses the file of commands without a folder, unless the user has. Called before anything is logged. */
    static void choose() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, file(System.getenv()).toString());
        }
    }

    /**
     * The commands' log: {@code millrace/millrace.log} in {@code $XDG_STATE_HOME}, by default in {@code ~/.local/state}. Where that
     * cannot be written, a file whose name nobody can predict among the temporary ones: at a fixed name a link could wait.
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
            // There is another place.
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "millrace-%s.log".formatted(UUID.randomUUID()));
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
