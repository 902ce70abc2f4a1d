package io.millrace.jobs.cli;

import picocli.CommandLine.Command;

/** {@code millrace ledger}: checks and compares ledgers. */
@Command(
        name = "ledger",
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks and compares ledgers: whether every prompt visit ended exactly once, and equally.",
        subcommands = {LedgerVerifyCommand.class, LedgerDiffCommand.class})
final class LedgerCommand {}
