package io.millrace.jobs.cli;

import picocli.CommandLine.Command;

/** {@code millrace ledger}: checks and compares ledgers. */
@Command(
        name = "ledger",
        synopsisSubcommandLabel = "COMMAND",
        description = "Checks whether every prompt visit in a ledger ended exactly once, and compares two ledgers.",
        subcommands = {LedgerVerifyCommand.class, LedgerDiffCommand.class})
final class LedgerCommand {}
