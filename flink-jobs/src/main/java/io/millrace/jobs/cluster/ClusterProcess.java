package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.file.SmallFile;
import io.millrace.json.JsonFile;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of the cluster. A process id alone does not identify one, since the operating system reuses it.
 *
 * @param name {@code jobmanager}, {@code taskmanager-N} or {@code supervisor}
 * @param pid its process id
 * @param started its start time in ISO-8601, or empty if the operating system does not report it
 */
record ClusterProcess(String name, long pid, String started) {
    private static final JsonMapper JSON = JsonMappers.plain();

    /** Time that a process has to shut down in an orderly way. */
    private static final Duration ORDERLY = Duration.ofSeconds(10);

    static final String JOB_MANAGER = "jobmanager";
    static final String TASK_MANAGER = "taskmanager-";

    ClusterProcess {
        requireNonNull(name, "name");
        requireNonNull(started, "started");
    }

    static ClusterProcess of(String name, ProcessHandle handle) {
        return new ClusterProcess(name, handle.pid(), started(handle));
    }

    /** The process that a file records, whether it runs or not; empty if there is no such file. */
    static Optional<ClusterProcess> read(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(JsonFile.read(file, ClusterProcess.class)) : Optional.empty();
    }

    void write(Path file) throws IOException {
        SmallFile.replace(file, JSON.writeValueAsBytes(this));
    }

    private static String started(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toString).orElse("");
    }

    /** The running process; empty if it has ended. */
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> started(handle)
                .equals(started));
    }

    /** Terminates the process, forcibly after {@link #ORDERLY}, and returns when it has ended. */
    void end() {
        handle().ifPresent(ClusterProcess::end);
    }

    /** As {@link #end()}, for a process of which there is no record. */
    static void end(ProcessHandle process) {
        process.destroy();
        if (!ended(process)) {
            process.destroyForcibly();
            ended(process);
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(ORDERLY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
