package io.millrace.jobs.cluster;

import static java.util.Objects.requireNonNull;

import io.millrace.file.ExclusiveFile;
import io.millrace.file.Folders;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.console.RunException;
import io.millrace.jobs.console.Screen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Starts, resizes and stops a cluster of processes on this machine. */
public final class MachineCluster {
    private static final String SUPERVISOR_MAIN = "io.millrace.jobs.cli.Millrace";
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(250);

    private final ClusterFolder folder;
    private final Screen screen;

    public MachineCluster(ClusterFolder folder, Screen screen) {
        this.folder = requireNonNull(folder, "folder");
        this.screen = requireNonNull(screen, "screen");
    }

    /**
     * Starts the processes in the background and waits until all TaskManagers have registered.
     *
     * @param taskManagers number of TaskManagers
     * @param slots slots of each
     * @param port preferred port of the web page
     * @param settings YAML file with Flink's options
     * @param prometheus first port of the endpoints for Prometheus, if there should be any
     * @throws RefusedException if the cluster is running
     */
    public void start(int taskManagers, int slots, int port, Path settings, OptionalInt prometheus)
            throws IOException, InterruptedException {
        ExclusiveFile starting = ExclusiveFile.take(folder.startLock())
                .orElseThrow(() -> new RefusedException(
                        "cluster %s is being started by another process".formatted(folder.root())));
        try {
            startAlone(taskManagers, slots, port, settings, prometheus);
        } finally {
            starting.close();
        }
    }

    private void startAlone(int taskManagers, int slots, int port, Path settings, OptionalInt prometheus)
            throws IOException, InterruptedException {
        if (Supervisor.runs(folder)) {
            throw new RefusedException(
                    "cluster %s is running: stop it with: millrace cluster stop".formatted(folder.root()));
        }
        if (ClusterProcesses.read(folder).list().stream()
                .anyMatch(process -> process.handle().isPresent())) {
            screen.print("the previous supervisor has died; its running processes are kept");
            ClusterPlan.read(folder).withTaskManagers(taskManagers).write(folder);
        } else {
            ClusterPlan plan = ClusterPlan.of(taskManagers, slots, port);
            FlinkConfiguration.write(settings, plan, folder, prometheus);
            FlinkMemory.complete(plan, folder).write(folder);
        }
        ProcessHandle supervisor = startSupervisor();
        awaitTaskManagers(true, () -> requireAlive(supervisor));
    }

    private ProcessHandle startSupervisor() throws IOException {
        List<String> options = new ArrayList<>(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
        options.addAll(JavaProcess.places(folder, Supervisor.SUPERVISOR));
        ProcessBuilder command = JavaProcess.of(
                options,
                SUPERVISOR_MAIN,
                List.of("cluster", "supervise", "--cluster", folder.root().toString()));
        return JavaProcess.start(JavaProcess.detached(command), folder, Supervisor.SUPERVISOR);
    }

    private void requireAlive(ProcessHandle supervisor) {
        if (!supervisor.isAlive()) {
            throw new RunException("cluster %s: the supervisor has ended: see %s and %s"
                    .formatted(folder.root(), folder.output(Supervisor.SUPERVISOR), folder.log(Supervisor.SUPERVISOR)));
        }
    }

    /**
     * Waits until the TaskManagers of the plan have registered.
     *
     * @param surplus whether there may be more of them
     * @param meanwhile called while waiting
     */
    private void awaitTaskManagers(boolean surplus, Runnable meanwhile) throws IOException, InterruptedException {
        ClusterPlan plan = ClusterPlan.read(folder);
        FlinkRest rest = new FlinkRest(plan.rest());
        long start = System.nanoTime();
        while (true) {
            int found = rest.resources().map(FlinkRest.Resources::taskManagers).orElse(-1);
            if (found == plan.taskManagers() || surplus && found > plan.taskManagers()) {
                return;
            }
            meanwhile.run();
            if (System.nanoTime() - start > START_LIMIT.toNanos()) {
                throw new RunException(
                        "cluster %s: the %d TaskManagers did not register within %d s: see %s; the cluster keeps starting in the background"
                                .formatted(
                                        folder.root(),
                                        plan.taskManagers(),
                                        START_LIMIT.toSeconds(),
                                        folder.log("").getParent()));
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** Changes the number of TaskManagers; running jobs keep their parallelism until they are submitted again. */
    public void scale(int taskManagers) throws IOException, InterruptedException {
        mustRun();
        ClusterPlan.read(folder).withTaskManagers(taskManagers).write(folder);
        awaitTaskManagers(false, () -> {});
    }

    /**
     * Stops the cluster: the jobs with savepoints, then the processes.
     *
     * @param now ends the processes at once; the jobs resume from their newest checkpoints when the cluster is started
     *     again
     */
    public void stop(boolean now) throws IOException, InterruptedException {
        ClusterPlan.read(folder); // Refuses a folder without a cluster.
        if (!now) {
            stopJobs();
        }
        ClusterProcess.read(folder.supervisor()).ifPresent(ClusterProcess::end);
        ClusterProcesses.read(folder).end(); // Processes left behind by a dead supervisor.
        ClusterProcesses.NONE.write(folder);
        Folders.deleteQuietly(folder.root().resolve("tmp"));
    }

    private void stopJobs() throws IOException, InterruptedException {
        JobRegistry registry = new JobRegistry(folder);
        for (RunningJob job : registry.jobs()) {
            screen.print("%s (%s): stopped with savepoint %s"
                    .formatted(job.name(), job.kind(), new SubmittedJobs(folder).stop(job)));
        }
    }

    private void mustRun() throws IOException {
        ClusterPlan.read(folder);
        if (!Supervisor.runs(folder)) {
            throw new RefusedException(
                    "cluster %s is not running: start it with: millrace cluster start".formatted(folder.root()));
        }
    }
}
