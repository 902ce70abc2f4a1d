package io.millrace.jobs.folder;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the process of a run is alive and not stuck, seen from its folder: it holds the lock, and has completed a
 * checkpoint recently. Checkpoints are completed even while a run waits for prompts.
 *
 * @param clock current time
 * @param limit maximum age of the newest checkpoint, or of the start if there is none
 */
public record RunHealth(Clock clock, Duration limit) {
    public RunHealth {
        requireNonNull(clock, "clock");
        requireNonNull(limit, "limit");
    }

    /**
     * The runs in a folder, which is one or contains some.
     *
     * @throws IOException if the folder cannot be read
     */
    public static List<RunFolder> in(Path folder) throws IOException {
        List<RunFolder> runs = new ArrayList<>();
        try (Stream<Path> inside = Files.isDirectory(folder) ? Files.list(folder) : Stream.of()) {
            Stream.concat(Stream.of(folder), inside.sorted())
                    .map(RunFolder::new)
                    .filter(run -> Files.exists(run.lock()))
                    .forEach(runs::add);
        }
        return runs;
    }

    /** The fault of a run; empty if it is healthy. */
    public Optional<String> fault(RunFolder run) throws IOException {
        if (!run.inUse()) {
            return Optional.of("run %s: no process is running it".formatted(run.root()));
        }
        Duration age = Duration.between(lastSign(run), clock.instant());
        return age.compareTo(limit) <= 0
                ? Optional.empty()
                : Optional.of("run %s: its newest checkpoint must be at most %d s old, was %d s"
                        .formatted(run.root(), limit.toSeconds(), age.toSeconds()));
    }

    private static Instant lastSign(RunFolder run) throws IOException {
        Instant last = Files.getLastModifiedTime(run.lock()).toInstant();
        for (Path written : List.of(run.identity(), run.config())) {
            if (Files.exists(written)) {
                last = later(last, Files.getLastModifiedTime(written).toInstant());
            }
        }
        for (RunFolder part : List.of(run, run.half(RunPart.ROLLOUT), run.half(RunPart.LEARNER))) {
            for (RestorePoint point : RestorePoint.of(part)) {
                last = later(last, point.time().toInstant());
            }
        }
        return last;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
