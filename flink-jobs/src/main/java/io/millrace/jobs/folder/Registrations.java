package io.millrace.jobs.folder;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.ExclusiveFile;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The jobs of a run that clusters keep running. A cluster keeps a file for each of its jobs until somebody stops it; the
 * run's folder lists these files, so that other commands know that the run is in use.
 */
public final class Registrations {
    private static final JsonMapper JSON = JsonMappers.plain();

    private final RunFolder run;

    /**
     * A registered job.
     *
     * @param part of the loop
     * @param job its id
     * @param cluster folder of the cluster
     * @param file the cluster's file, which exists as long as the job should run
     */
    public record Registration(RunPart part, String job, String cluster, String file) {
        public Registration {
            requireNonNull(part, "part");
            requireNonNull(job, "job");
            requireNonNull(cluster, "cluster");
            requireNonNull(file, "file");
        }

        private String shown() {
            return "job %s (%s) on the cluster %s".formatted(job, part.word(), cluster);
        }
    }

    public Registrations(RunFolder run) {
        this.run = requireNonNull(run, "run");
    }

    /** The jobs that should run now. */
    public List<Registration> current() throws IOException {
        return all().stream().filter(one -> Files.exists(Path.of(one.file()))).toList();
    }

    private List<Registration> all() throws IOException {
        return Files.exists(run.registrations())
                ? JsonFile.parse(
                        Files.readString(run.registrations(), StandardCharsets.UTF_8), new TypeReference<>() {})
                : List.of();
    }

    /** Adds a job, and drops those that no longer run. Called before the cluster's file is written. */
    public void add(Registration added) throws IOException {
        List<Registration> registrations = new ArrayList<>(current());
        if (!registrations.contains(added)) {
            registrations.add(added);
            Files.createDirectories(run.root());
            SmallFile.replace(run.registrations(), JSON.writeValueAsBytes(registrations));
        }
    }

    /**
     * Ensures that no cluster runs a part of the run. Must be called under the run's lock, which keeps new jobs out.
     *
     * @throws RefusedException naming the job, or the submission under way
     */
    public void mustNotRun(RunPart part) throws IOException {
        if (Files.exists(run.jobsLock()) && ExclusiveFile.isHeld(run.jobsLock())) {
            throw new RefusedException(
                    "run %s: its jobs are being submitted or stopped by another process: try again in a few seconds"
                            .formatted(run.root()));
        }
        for (Registration one : current()) {
            if (one.part().conflictsWith(part)) {
                throw new RefusedException("run %s is in use by %s: stop it with: millrace stop %s --cluster %s"
                        .formatted(run.root(), one.shown(), one.job(), one.cluster()));
            }
        }
    }

    /** One of the jobs that should run now, for messages. */
    Optional<String> user() {
        try {
            return current().stream().map(Registration::shown).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
