package io.millrace.jobs.cli;

import picocli.CommandLine.Command;

/** {@code millrace bench}: reproducible benchmarks. */
@Command(
        name = "bench",
        description = "Measures Millrace on this machine.",
        synopsisSubcommandLabel = "WHAT",
        subcommands = {
            BenchEngineCommand.class,
            BenchStepCommand.class,
            BenchMemoryCommand.class,
            BenchStreamCommand.class,
            BenchServersCommand.class,
            BenchVerifyCommand.class
        })
final class BenchCommand {}
