package io.millrace.jobs.cli;

import io.millrace.jobs.cluster.MachineCluster;
import io.millrace.jobs.console.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code millrace cluster scale}. */
@Command(
        name = "scale",
        description =
                "Starts more TaskManagers, or stops some. A running job keeps its parallelism: stop it, then submit it"
                        + " with --resume --set stream.parallelism=N.")
final class ClusterScaleCommand implements Callable<Integer> {
    @Mixin
    private ClusterArguments cluster = new ClusterArguments();

    @Parameters(paramLabel = "N", description = "Number of TaskManagers.")
    private int taskManagers;

    @Override
    public Integer call() throws Exception {
        Screen screen = new Screen(System.out, false);
        new MachineCluster(cluster.folder(), screen).scale(taskManagers);
        screen.print("cluster %s has %d TaskManagers".formatted(cluster.folder().root(), taskManagers));
        return 0;
    }
}
