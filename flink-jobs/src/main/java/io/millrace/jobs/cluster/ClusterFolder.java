package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * The layout of a cluster's folder.
 *
 * @param root the folder
 */
public record ClusterFolder(Path root) {
    public ClusterFolder {
        requireNonNull(root, "root");
        root = root.toAbsolutePath().normalize();
    }

    /** Requested size and addresses; see {@link ClusterPlan}. */
    Path plan() {
        return root.resolve("plan.json");
    }

    /** The running processes; see {@link ClusterProcesses}. */
    Path processes() {
        return root.resolve("processes.json");
    }

    /** The supervisor's own process, recorded when it starts. */
    Path supervisor() {
        return root.resolve("supervisor.json");
    }

    /** Locked while a supervisor runs. */
    Path lock() {
        return root.resolve("supervisor.lock");
    }

    /** Locked while somebody starts the cluster. */
    Path startLock() {
        return root.resolve("start.lock");
    }

    /** The folder that contains Flink's {@code config.yaml}. */
    Path configuration() {
        return root.resolve("conf");
    }

    /** The submitted jobs that should run; see {@link JobRegistry}. */
    Path jobs() {
        return root.resolve("jobs");
    }

    /** Temporary files of a process; emptied when the process is started again. */
    Path temporary(String process) {
        return root.resolve("tmp").resolve(process);
    }

    /** The log of a process. */
    Path log(String process) {
        return root.resolve("log").resolve(process + ".log");
    }

    /** Standard output and error of a process. */
    Path output(String process) {
        return root.resolve("log").resolve(process + ".out");
    }
}
