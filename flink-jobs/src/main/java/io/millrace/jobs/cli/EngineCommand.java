package io.millrace.jobs.cli;

import picocli.CommandLine.Command;

/** {@code millrace engine}: inference servers that runs sample on. */
@Command(
        name = "engine",
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks inference servers that runs sample on.",
        subcommands = EngineCheckCommand.class)
final class EngineCommand {}
