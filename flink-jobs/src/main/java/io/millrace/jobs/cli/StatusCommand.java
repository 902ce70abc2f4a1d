package io.millrace.jobs.cli;

import io.millrace.jobs.cluster.ClusterStatus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace status}: the cluster's processes and jobs. */
@Command(name = "status", description = "Shows the processes and jobs of the cluster of millrace cluster start.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private ClusterArguments cluster = new ClusterArguments();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Out.lines(spec, ClusterStatus.of(cluster.folder()));
        return 0;
    }
}
