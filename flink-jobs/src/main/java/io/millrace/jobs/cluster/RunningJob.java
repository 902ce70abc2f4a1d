package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

/**
 * A submitted job that should run until somebody stops it.
 *
 * @param id its job id in Flink
 * @param name its name
 * @param kind which part of the loop it is: online, rollout or learner
 * @param run the run's folder, an absolute path
 */
public record RunningJob(String id, String name, String kind, String run) {
    public RunningJob {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(run, "run");
    }
}
