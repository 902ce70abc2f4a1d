package io.millrace.track;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Everything needed to create a tracker.
 *
 * @param folder the run's tracker folder
 * @param clock wall clock, for formats that record the time of a step
 */
public record TrackerContext(Path folder, InstantSource clock) {
    public TrackerContext {
        requireNonNull(folder, "folder");
        requireNonNull(clock, "clock");
    }

    /**
     * Rejects a path that is not below the tracker folder.
     *
     * @param who begins the message
     */
    static void check(String who, String path) {
        boolean below = !path.isBlank()
                && !Path.of(path).isAbsolute()
                && Path.of(path).normalize().equals(Path.of(path))
                && !path.startsWith("..");
        Require.that(below, "%s must be a path below the run's tracker folder, was '%s'", who, path);
    }
}
