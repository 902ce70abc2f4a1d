package io.millrace.jobs.folder;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.SmallFile;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a forked run comes from.
 *
 * @param parent folder of the run that it was forked from
 * @param run name of that run
 * @param points checkpoints or savepoints that it continues from, relative to either folder; one for each job
 * @param step optimizer step of the learner there
 */
public record ForkOrigin(String parent, String run, List<String> points, long step) {
    private static final JsonMapper JSON = JsonMappers.plain();

    public ForkOrigin {
        points = List.copyOf(points);
    }

    /** Writes it to the folder of the fork. */
    public void write(RunFolder run) throws IOException {
        SmallFile.replace(run.fork(), JSON.writeValueAsBytes(this));
    }

    /** The origin of a run; empty if it was not forked. */
    public static Optional<ForkOrigin> of(RunFolder run) throws IOException {
        return Files.exists(run.fork()) ? Optional.of(JsonFile.read(run.fork(), ForkOrigin.class)) : Optional.empty();
    }

    /**
     * Whether a restore point was written by the parent: it may contain positions in channels that the fork does not use.
     *
     * @param run folder of the fork, or of one of its halves
     */
    public static boolean includes(RunFolder run, Path point) throws IOException {
        Path place = run.root().toAbsolutePath().normalize();
        Path outer = place.getParent();
        return isOf(place, point) || outer != null && isOf(outer, point);
    }

    private static boolean isOf(Path fork, Path point) throws IOException {
        return of(new RunFolder(fork)).stream()
                .flatMap(origin -> origin.points().stream())
                .anyMatch(
                        name -> fork.resolve(name).equals(point.toAbsolutePath().normalize()));
    }
}
