package io.millrace.jobs.submit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RestorePoint;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that have been submitted for a run, in order. They distinguish the checkpoints of its rollout job from those
 * of its learner job.
 */
public final class RunJobs {
    private static final JsonMapper JSON = JsonMappers.plain();

    private final RunFolder run;

    /**
     * A submitted job.
     *
     * @param kind which part of the loop
     * @param id its job id
     * @param origin restore point that Flink was told to start it from; empty if none
     */
    record Submitted(
            SubmittedKind kind, String id, @Nullable String origin) {
        Submitted {
            requireNonNull(kind, "kind");
            requireNonNull(id, "id");
            origin = origin == null ? "" : origin;
        }

        private boolean isSameAs(Submitted other) {
            return kind == other.kind && id.equals(other.id);
        }
    }

    public RunJobs(RunFolder run) {
        this.run = requireNonNull(run, "run");
    }

    private List<Submitted> all() throws IOException {
        return Files.exists(run.jobs())
                ? JsonFile.parse(Files.readString(run.jobs(), StandardCharsets.UTF_8), new TypeReference<>() {})
                : List.of();
    }

    /** The jobs of a kind, oldest first. */
    List<Submitted> of(SubmittedKind kind) throws IOException {
        return all().stream().filter(job -> job.kind() == kind).toList();
    }

    /** Adds a job, unless it is there. */
    public void add(SubmittedKind kind, String id) throws IOException {
        add(new Submitted(kind, id, ""));
    }

    /** As {@link #add(SubmittedKind, String)}; a job with the same id that is started again moves to the end. */
    void add(Submitted job) throws IOException {
        List<Submitted> jobs = new ArrayList<>(all());
        boolean known = jobs.stream().anyMatch(job::isSameAs);
        if (known && requireNonNull(job.origin()).isEmpty()) {
            return;
        }
        jobs.removeIf(job::isSameAs);
        jobs.add(job);
        SmallFile.replace(run.jobs(), JSON.writeValueAsBytes(jobs));
    }

    /**
     * Ensures that the checkpoints of two parts of a run are kept apart.
     *
     * @param id job id that the cluster prescribes
     * @throws RefusedException if a job of another part had it
     */
    void mustNotBeOfAnotherPart(SubmittedKind kind, String id) throws IOException {
        for (Submitted job : all()) {
            if (job.kind() != kind && job.id().equals(id)) {
                throw new RefusedException(
                        "run %s: each part of the run must have its own job id, but %s is that of its %s job: give each cluster its own high-availability.cluster-id and --job-id"
                                .formatted(run.root(), id, job.kind().part().word()));
            }
        }
    }

    /** The newest complete checkpoint or savepoint of the run's jobs of a kind, on a cluster or this machine. */
    public Optional<RestorePoint> newestRestorePoint(SubmittedKind kind) throws IOException {
        return restorePoints(kind).stream().findFirst();
    }

    /** The complete checkpoints and savepoints of the run's jobs of a kind, on a cluster or this machine, newest first. */
    public List<RestorePoint> restorePoints(SubmittedKind kind) throws IOException {
        List<String> ids = of(kind).stream().map(Submitted::id).toList();
        Stream<RestorePoint> submitted =
                RestorePoint.of(run).stream().filter(point -> ids.stream().anyMatch(id -> isOf(point, id)));
        return Stream.concat(submitted, local(kind).stream())
                .sorted(Comparator.comparing(RestorePoint::time).reversed())
                .toList();
    }

    /** Those of processes on this machine, newest first. */
    List<RestorePoint> local(SubmittedKind kind) throws IOException {
        return kind.part().isHalf() ? RestorePoint.of(run.half(kind.part())) : List.of();
    }

    private boolean isOf(RestorePoint point, String id) {
        return point.path().startsWith(run.checkpoints().resolve(id))
                || point.path().getFileName().toString().startsWith(FlinkRestorePoints.savepointPrefix(id));
    }
}
