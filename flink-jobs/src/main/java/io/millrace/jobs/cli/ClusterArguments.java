package io.millrace.jobs.cli;

import io.millrace.jobs.cluster.ClusterFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The argument of commands that work on a cluster of processes on this machine. */
final class ClusterArguments {
    @Option(
            names = "--cluster",
            paramLabel = "DIR",
            description = "Folder of the cluster, with its configuration and logs (${DEFAULT-VALUE}).")
    private Path cluster = Path.of("runs", "cluster");

    ClusterFolder folder() {
        return new ClusterFolder(cluster);
    }
}
