package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.folder.RunPart;
import java.util.Locale;

/**
 * A submitted job that should run until somebody stops it.
 *
 * @param id its job id in Flink
 * @param name its name
 * @param kind which part of the loop it is: online, rollout or learner
 * @param run the run's folder, an absolute path
 * @param stopping whether somebody is stopping it, so that it must not be resubmitted
 */
public record RunningJob(String id, String name, String kind, String run, boolean stopping) {
    public RunningJob {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(run, "run");
    }

    /** A job that should run. */
    public RunningJob(String id, String name, String kind, String run) {
        this(id, name, kind, run, false);
    }

    RunningJob stopping(boolean now) {
        return new RunningJob(id, name, kind, run, now);
    }

    /** Whether it writes channels that another job of this kind in this run writes, too. */
    public boolean conflictsWith(String otherKind, String otherRun) {
        return run.equals(otherRun) && part().conflictsWith(part(otherKind));
    }

    /** The part of the loop. */
    RunPart part() {
        return part(kind);
    }

    private static RunPart part(String kind) {
        return RunPart.valueOf(kind.toUpperCase(Locale.ROOT));
    }
}
