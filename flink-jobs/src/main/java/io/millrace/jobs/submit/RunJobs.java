package io.millrace.jobs.submit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.SmallFile;
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

/**
 * The jobs that have been submitted for a run, in order. They distinguish the checkpoints of its rollout job from those
 * of its learner job.
 */
public final class RunJobs {
    private static final JsonMapper JSON = JsonMappers.plain();

    /** Number of digits of a job id in the name of a savepoint. */
    private static final int ID_IN_SAVEPOINT = 6;

    private final RunFolder run;

    private record Submitted(SubmittedKind kind, String id) {}

    public RunJobs(RunFolder run) {
        this.run = requireNonNull(run, "run");
    }

    private List<Submitted> all() throws IOException {
        return Files.exists(run.jobs())
                ? JsonFile.parse(Files.readString(run.jobs(), StandardCharsets.UTF_8), new TypeReference<>() {})
                : List.of();
    }

    /** Adds a job, unless it is there. */
    public void add(SubmittedKind kind, String id) throws IOException {
        List<Submitted> jobs = new ArrayList<>(all());
        if (jobs.add(new Submitted(kind, id)) && jobs.stream().distinct().count() == jobs.size()) {
            SmallFile.replace(run.jobs(), JSON.writeValueAsBytes(jobs));
        }
    }

    /** The newest complete checkpoint or savepoint of the run's jobs of a kind, on a cluster or this machine. */
    public Optional<RestorePoint> newestRestorePoint(SubmittedKind kind) throws IOException {
        return restorePoints(kind).stream().findFirst();
    }

    /** The complete checkpoints and savepoints of the run's jobs of a kind, on a cluster or this machine, newest first. */
    public List<RestorePoint> restorePoints(SubmittedKind kind) throws IOException {
        List<String> ids = all().stream()
                .filter(job -> job.kind() == kind)
                .map(Submitted::id)
                .toList();
        Stream<RestorePoint> submitted =
                RestorePoint.of(run).stream().filter(point -> ids.stream().anyMatch(id -> isOf(point, id)));
        Stream<RestorePoint> local =
                kind.part().isHalf() ? RestorePoint.of(run.half(kind.part())).stream() : Stream.of();
        return Stream.concat(submitted, local)
                .sorted(Comparator.comparing(RestorePoint::time).reversed())
                .toList();
    }

    private boolean isOf(RestorePoint point, String id) {
        return point.path().startsWith(run.checkpoints().resolve(id))
                || point.path().getFileName().toString().startsWith("savepoint-" + id.substring(0, ID_IN_SAVEPOINT));
    }
}
