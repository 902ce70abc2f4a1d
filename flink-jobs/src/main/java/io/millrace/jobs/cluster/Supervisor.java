package io.millrace.jobs.cluster;

import io.millrace.file.ExclusiveFile;
import io.millrace.file.Folders;
import io.millrace.jobs.console.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the processes of a cluster running: starts missing ones, and resubmits the jobs of a JobManager that died to
 * the new one, each from its newest checkpoint.
 *
 * <p>If the supervisor itself dies, the other processes keep running, and the next supervisor keeps them.
 */
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    /** Name of the supervisor among the processes of a cluster. */
    static final String SUPERVISOR = "supervisor";

    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    private static final String JOB_MANAGER_MAIN =
            "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    private static final String TASK_MANAGER_MAIN = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private final ClusterFolder folder;
    private final JobRestarts jobs;
    private final Map<String, RestartDelay> delays = new LinkedHashMap<>();
    private volatile boolean stopped;

    public Supervisor(ClusterFolder folder) {
        this.folder = folder;
        this.jobs = new JobRestarts(folder);
    }

    /**
     * Supervises until {@link #stop} is called, then ends all processes.
     *
     * @throws RefusedException if the cluster already has a supervisor
     */
    public void run() throws IOException, InterruptedException {
        ExclusiveFile lock = ExclusiveFile.take(folder.lock())
                .orElseThrow(
                        () -> new RefusedException("cluster %s already has a supervisor".formatted(folder.root())));
        try {
            supervise();
        } finally {
            lock.close();
        }
    }

    private void supervise() throws IOException, InterruptedException {
        ClusterProcess.of(SUPERVISOR, ProcessHandle.current()).write(folder.supervisor());
        while (!stopped) {
            Thread.sleep(checked() ? INTERVAL.toMillis() : AFTER_FAILURE.toMillis());
        }
        jobs.close();
        ClusterProcesses.read(folder).end();
        ClusterProcesses.NONE.write(folder);
    }

    /** Whether a check succeeded: a full disk must not end the supervision. */
    private boolean checked() throws InterruptedException {
        try {
            keepRunning();
            jobs.check();
            return true;
        } catch (IOException e) {
            LOG.error("the cluster could not be checked", e);
            return false;
        }
    }

    /** Makes {@link #run} end the cluster and return. */
    public void stop() {
        stopped = true;
    }

    private void keepRunning() throws IOException {
        ClusterPlan plan = ClusterPlan.read(folder);
        ClusterProcesses processes = ClusterProcesses.read(folder);
        List<String> needed = new ArrayList<>(List.of(ClusterProcess.JOB_MANAGER));
        IntStream.rangeClosed(1, plan.taskManagers())
                .mapToObj(number -> ClusterProcess.TASK_MANAGER + number)
                .forEach(needed::add);
        for (String name : needed) {
            boolean alive =
                    processes.named(name).flatMap(ClusterProcess::handle).isPresent();
            RestartDelay delay = delays.computeIfAbsent(name, key -> new RestartDelay());
            if (!alive && delay.over(System.nanoTime())) {
                delay.started(System.nanoTime());
                processes = start(name, plan, processes);
            }
        }
        for (ClusterProcess process : processes.list()) {
            if (!needed.contains(process.name())) {
                LOG.info("{} is no longer needed", process.name());
                process.end();
                processes = processes.without(process.name());
                processes.write(folder);
            }
        }
    }

    private ClusterProcesses start(String name, ClusterPlan plan, ClusterProcesses before) throws IOException {
        boolean again = before.named(name).isPresent();
        if (again) {
            LOG.warn("{} has died, see {}; restarting it", name, folder.log(name));
        }
        Folders.delete(folder.temporary(name));
        boolean master = name.equals(ClusterProcess.JOB_MANAGER);
        ProcessHandle handle =
                JavaProcess.start(master ? jobManager(name, plan) : taskManager(name, plan), folder, name);
        ClusterProcesses after = before.with(ClusterProcess.of(name, handle));
        after.write(folder);
        LOG.info("{} is process {}", name, handle.pid());
        return after;
    }

    private ProcessBuilder jobManager(String name, ClusterPlan plan) {
        return JavaProcess.of(
                options(name, plan.jobManagerOptions()),
                JOB_MANAGER_MAIN,
                List.of("--configDir", folder.configuration().toString()));
    }

    private ProcessBuilder taskManager(String name, ClusterPlan plan) {
        List<String> arguments =
                new ArrayList<>(List.of("--configDir", folder.configuration().toString()));
        arguments.addAll(plan.taskManagerArguments());
        arguments.add("-D");
        arguments.add("taskmanager.resource-id=" + name);
        arguments.add("-D");
        arguments.add("io.tmp.dirs=" + folder.temporary(name));
        return JavaProcess.of(options(name, plan.taskManagerOptions()), TASK_MANAGER_MAIN, arguments);
    }

    private List<String> options(String name, List<String> memory) {
        List<String> options = new ArrayList<>(memory);
        options.addAll(JavaProcess.places(folder, name));
        return options;
    }

    /** Whether a supervisor of the cluster runs now. */
    static boolean runs(ClusterFolder folder) throws IOException {
        return Files.exists(folder.lock()) && ExclusiveFile.isHeld(folder.lock());
    }
}
