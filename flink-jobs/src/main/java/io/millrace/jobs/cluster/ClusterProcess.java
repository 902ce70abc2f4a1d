package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A process of the cluster. A process id alone does not identify one, since the operating system reuses it.
 *
 * @param name {@code jobmanager} or {@code taskmanager-N}
 * @param pid its process id
 * @param started its start time in ISO-8601, or empty if the operating system does not report it
 */
record ClusterProcess(String name, long pid, String started) {
    static final String JOB_MANAGER = "jobmanager";
    static final String TASK_MANAGER = "taskmanager-";

    ClusterProcess {
        requireNonNull(name, "name");
        requireNonNull(started, "started");
    }

    static ClusterProcess of(String name, ProcessHandle handle) {
        return new ClusterProcess(name, handle.pid(), started(handle));
    }

    private static String started(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("");
    }

    /** The running process; empty if it has ended. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> started(handle)
                .equals(started));
    }

    /** Terminates the process, forcibly after a few seconds. */
    void end() {
        Optional<ProcessHandle> running = handle();
        if (running.isPresent()) {
            Waiting.end(running.get());
        }
    }
}
