package io.millrace.jobs.cli;

import io.millrace.jobs.cluster.ClusterFolder;
import io.millrace.jobs.cluster.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code millrace cluster supervise}: the supervisor itself, which {@code cluster start} starts in the background. */
@Command(
        name = "supervise",
        description = "Keeps the processes of a cluster running, in the foreground; cluster start does the same in the"
                + " background.")
final class ClusterSuperviseCommand implements Callable<Integer> {
    @Mixin
    private ClusterArguments cluster = new ClusterArguments();

    @Override
    public Integer call() throws Exception {
        ClusterFolder folder = cluster.folder();
        Supervisor supervisor = new Supervisor(folder);
        Interrupts.handle(supervisor::stop);
        supervisor.run();
        return 0;
    }
}
