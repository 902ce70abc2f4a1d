package io.millrace.jobs.cli;

import picocli.CommandLine.Command;

/** {@code millrace channel}: care for the folders that records leave a run by. */
@Command(
        name = "channel",
        synopsisSubcommandLabel = "COMMAND",
        description = "Repairs the channels of a run: ledger, steps, dead letters, reflections, minibatches.",
        subcommands = ChannelRepairCommand.class)
final class ChannelCommand {}
