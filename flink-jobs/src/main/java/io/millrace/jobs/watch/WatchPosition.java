package io.millrace.jobs.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.check.Require;
import io.millrace.file.SmallFile;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records that have been judged, so that a later session does not report them again.
 *
 * @param metrics number of the next record of the channel of metrics
 * @param steps number of the next record of the channel of steps
 */
record WatchPosition(long metrics, long steps) {
    static final WatchPosition START = new WatchPosition(0, 0);

    WatchPosition {
        Require.that(metrics >= 0, "alarms: metrics must be >= 0, was %d", metrics);
        Require.that(steps >= 0, "alarms: steps must be >= 0, was %d", steps);
    }

    /** Reads a position; the start if the file is missing or damaged: judging again is harmless. */
    static WatchPosition read(Path file) {
        try {
            return Files.exists(file) ? JsonFile.parse(Files.readString(file), WatchPosition.class) : START;
        } catch (IOException | IllegalArgumentException e) {
            return START;
        }
    }

    void write(Path file) throws IOException {
        try {
            SmallFile.replace(file, JsonMappers.plain().writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("alarms: a position must be writable, was " + this, e);
        }
    }
}
