package io.millrace.jobs.cli;

import picocli.CommandLine.Command;

/** {@code millrace channel}: maintains the channels of a run. */
@Command(
        name = "channel",
        synopsisSubcommandLabel = "COMMAND",
        description = "Repairs the channels of a run: ledger, steps, dead letters, reflections, minibatches.",
        subcommands = ChannelRepairCommand.class)
final class ChannelCommand {}
