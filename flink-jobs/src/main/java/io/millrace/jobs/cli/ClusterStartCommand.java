package io.millrace.jobs.cli;

import io.millrace.jobs.cluster.ClusterFolder;
import io.millrace.jobs.cluster.MachineCluster;
import io.millrace.jobs.cluster.SubmittedJobs;
import io.millrace.jobs.console.InstallFolder;
import io.millrace.jobs.console.Screen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace cluster start}. */
@Command(
        name = "start",
        description =
                "Starts a JobManager, TaskManagers, and a supervisor that restarts whichever of them dies. They run in"
                        + " the background until cluster stop.")
final class ClusterStartCommand implements Callable<Integer> {
    @Mixin
    private ClusterArguments cluster = new ClusterArguments();

    @Option(names = "--task-managers", paramLabel = "N", description = "TaskManagers (${DEFAULT-VALUE}).")
    private int taskManagers = 2;

    @Option(names = "--slots", paramLabel = "N", description = "Task slots of each TaskManager (${DEFAULT-VALUE}).")
    private int slots = 2;

    @Option(
            names = "--port",
            description = "Port of Flink's web page, if it is free; otherwise another one (${DEFAULT-VALUE}).")
    private int port = 8081;

    @Option(
            names = "--flink",
            paramLabel = "FILE",
            description = "YAML file with Flink's options, for instance the memory of a TaskManager. Default:"
                    + " conf/flink.yaml of a distribution, deploy/flink/config.yaml of a checkout.")
    private @Nullable Path flink;

    @Option(
            names = "--prometheus",
            paramLabel = "PORT",
            description =
                    "Serves Flink's metrics for Prometheus on all addresses of the machine: the JobManager and each"
                            + " TaskManager on the first free of 64 ports from this one, 9249 by convention.")
    private @Nullable Integer prometheus;

    @Override
    public Integer call() throws Exception {
        ClusterFolder folder = cluster.folder();
        Screen screen = new Screen(System.out, false);
        screen.print("starting a JobManager and %d TaskManagers in the background ...".formatted(taskManagers));
        new MachineCluster(folder, screen)
                .start(
                        taskManagers,
                        slots,
                        port,
                        settings(),
                        prometheus == null ? OptionalInt.empty() : OptionalInt.of(prometheus));
        screen.print(
                "cluster %s is ready: %d TaskManagers with %d slots each; web page: %s"
                        .formatted(folder.root(), taskManagers, slots, new SubmittedJobs(folder).address()),
                "next: millrace submit CONFIG --out DIR; millrace status; millrace stop; millrace cluster stop");
        return 0;
    }

    private Path settings() {
        if (flink != null) {
            return flink;
        }
        Path distributed = InstallFolder.path().resolve("conf/flink.yaml");
        return Files.exists(distributed) ? distributed : InstallFolder.path().resolve("deploy/flink/config.yaml");
    }
}
