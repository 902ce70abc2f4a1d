package io.millrace.jobs.cli;

import picocli.CommandLine.Command;

/** {@code millrace cluster}: a Flink cluster of separate processes on this machine. */
@Command(
        name = "cluster",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Runs a Flink cluster of separate processes on this machine, for jobs that survive the loss of any of"
                        + " them. Only this machine can reach it.",
        subcommands = {
            ClusterStartCommand.class,
            ClusterScaleCommand.class,
            ClusterStopCommand.class,
            ClusterSuperviseCommand.class
        })
final class ClusterCommand {}
