package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.SmallFile;
import io.millrace.jobs.folder.Registrations;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The jobs that should run on a cluster, one file each, so that they can be resubmitted to a new JobManager. */
public final class JobRegistry {
    private static final JsonMapper JSON = JsonMappers.plain();
    private static final String EXTENSION = ".json";

    private final ClusterFolder cluster;
    private final Path folder;

    public JobRegistry(ClusterFolder cluster) {
        this.cluster = requireNonNull(cluster, "cluster");
        this.folder = cluster.jobs();
    }

    /** The jobs, in the order of their ids. */
    public List<RunningJob> jobs() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<RunningJob> jobs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(EXTENSION)).sorted().toList()) {
                try {
                    jobs.add(JsonFile.read(file, RunningJob.class));
                } catch (NoSuchFileException e) {
                    continue; // It was removed in the meantime.
                }
            }
        }
        return jobs;
    }

    /** Adds a job, and registers it in its run's folder. */
    public void add(RunningJob job) throws IOException {
        Files.createDirectories(folder);
        new Registrations(new RunFolder(Path.of(job.run())))
                .add(new Registrations.Registration(
                        job.part(),
                        job.id(),
                        cluster.root().toString(),
                        file(job.id()).toString()));
        SmallFile.replace(file(job.id()), JSON.writeValueAsBytes(job));
    }

    /** Removes a job, if it is there. */
    public void remove(String id) throws IOException {
        Files.deleteIfExists(file(id));
    }

    private Path file(String id) {
        return folder.resolve(id + EXTENSION);
    }
}
