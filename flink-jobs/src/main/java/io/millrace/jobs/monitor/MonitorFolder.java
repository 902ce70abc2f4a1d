package io.millrace.jobs.monitor;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.folder.RunFolder;
import java.nio.file.Path;

/**
 * The layout of a monitor's folder: a folder for each run, with its windows and a configuration that places all other channels where the
 * run has them, and a folder of the job.
 *
 * @param root the folder
 */
public record MonitorFolder(Path root) {
    /** Name of the job's folder, which no run may have. */
    static final String JOB = "monitor";

    public MonitorFolder {
        requireNonNull(root, "root");
    }

    /** Checkpoints, savepoints, temporary files and log of the job. */
    public RunFolder job() {
        return new RunFolder(root.resolve(JOB));
    }

    /** The windows of a run, readable as if they were in the run's folder. */
    public RunFolder run(String name) {
        return new RunFolder(root.resolve(name));
    }

    /** The runs that are monitored. */
    Path runs() {
        return job().root().resolve("runs.json");
    }

    /** Locked by the process that runs the job. */
    Path lock() {
        return job().root().resolve("monitor.lock");
    }
}
