package io.millrace.jobs.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.check.Require;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The runs of a monitor's folder, which stay the same: the state of the job has their positions.
 *
 * @param runs in the order of the command
 */
record MonitoredRuns(List<Entry> runs) {
    /**
     * A run.
     *
     * @param name of the run, and of its folder
     * @param place its folder, or the beginning of its channels' addresses
     */
    record Entry(String name, String place) {}

    MonitoredRuns {
        runs = List.copyOf(runs);
        Require.that(!runs.isEmpty(), "monitor: must have runs");
        for (Entry run : runs) {
            Require.that(
                    runs.stream()
                                            .filter(other -> other.name().equals(run.name()))
                                            .count()
                                    == 1
                            && !run.name().equals(MonitorFolder.JOB),
                    "monitor: names of runs must differ from each other and from '%s', were %s",
                    MonitorFolder.JOB,
                    runs.stream().map(Entry::name).toList());
        }
    }

    /** The runs of a folder; empty if it is not a monitor's. */
    static Optional<MonitoredRuns> read(MonitorFolder folder) {
        try {
            return Files.exists(folder.runs())
                    ? Optional.of(JsonFile.read(folder.runs(), MonitoredRuns.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new RefusedException("monitor %s: %s".formatted(folder.root(), e.getMessage()), e);
        }
    }

    void write(MonitorFolder folder) throws IOException {
        try {
            Files.createDirectories(folder.job().root());
            SmallFile.replace(folder.runs(), JsonMappers.plain().writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("monitor: runs must be writable, were " + this, e);
        }
    }

    /** For messages. */
    String places() {
        return runs.stream().map(Entry::place).collect(Collectors.joining(", "));
    }
}
