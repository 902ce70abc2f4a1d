package io.millrace.jobs.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.logging.log4j.core.config.Configurator;

/** Where the log goes: a run's own folder, or the user's folder for the state of programs for commands that have none. */
final class LogFile {
    private static final String PROPERTY = "millrace.log";

    private LogFile() {}

    /** Chooses the file of commands without a folder, unless the user has. Called before anything is logged. */
    static void choose() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(
                    PROPERTY, folder(System.getenv()).resolve("millrace.log").toString());
        }
    }

    /**
     * The folder of the commands' log: {@code $XDG_STATE_HOME/millrace}, by default {@code ~/.local/state/millrace}; where it cannot
     * be made, the folder for temporary files. Not a fixed name in a folder that others can write to: a link could wait there.
     */
    static Path folder(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path home = Path.of(System.getProperty("user.home"), ".local", "state");
        Path folder = (state.isEmpty() ? home : Path.of(state)).resolve("millrace");
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            return Path.of(System.getProperty("java.io.tmpdir"));
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
