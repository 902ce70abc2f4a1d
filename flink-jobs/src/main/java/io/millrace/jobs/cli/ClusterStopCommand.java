package io.millrace.jobs.cli;

import io.millrace.jobs.cluster.MachineCluster;
import io.millrace.jobs.console.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace cluster stop}. */
@Command(name = "stop", description = "Stops all jobs of the cluster with savepoints, then its processes.")
final class ClusterStopCommand implements Callable<Integer> {
    @Mixin
    private ClusterArguments cluster = new ClusterArguments();

    @Option(
            names = "--now",
            description = "End the processes without savepoints; the jobs resume from their newest checkpoints when the"
                    + " cluster is started again.")
    private boolean now;

    @Override
    public Integer call() throws Exception {
        Screen screen = new Screen(System.out, false);
        new MachineCluster(cluster.folder(), screen).stop(now);
        screen.print("cluster %s is stopped".formatted(cluster.folder().root()));
        return 0;
    }
}
