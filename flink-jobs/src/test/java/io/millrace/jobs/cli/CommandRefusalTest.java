package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Commands that are probably mistakes. */
class CommandRefusalTest extends RefusalKit {
    @Test
    void configurationMistakesAreReportedTogether() {
        assertRefused(
                run("--set", "optimizer.rat=1", "--set", "sampling.groupSize=many", "--steps", "-1"),
                "config %s: 3 problems".formatted(DIGITS)
                        + "\n  optimizer.rat: is not an option; did you mean optimizer.rate?"
                        + "\n  run.steps: must be >= 0, was -1"
                        + "\n  sampling.groupSize: must be a whole number, was 'many'");
        assertNothingIsWritten();
    }

    @Test
    void aMissingConfigurationIsReported() {
        assertRefused(
                CommandLineKit.execute("run", "nowhere.yaml"),
                "config nowhere.yaml: 1 problem\n  file: could not be read: NoSuchFileException: nowhere.yaml");
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        CommandProcess.Result result = run("--stepz", "3");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("Unknown options: '--stepz', '3'\nPossible solutions: --steps\n");
    }

    @Test
    void anUnwritableFolderIsReported() throws IOException {
        Files.writeString(out, "a file in the way");

        assertRefused(
                run(),
                ("run %s: the folder could not be written (java.nio.file.FileAlreadyExistsException: %s): choose another one with --out")
                        .formatted(out, out));
    }

    @Test
    void anInspectionNeedsASavepoint() {
        assertRefused(
                CommandLineKit.execute("inspect", "/nowhere"),
                "inspect /nowhere: must be a checkpoint, a savepoint or the folder of a run, does not exist");
        assertRefused(
                CommandLineKit.execute("inspect", policy.toString()),
                "inspect %s: the folder of the run contains no checkpoint or savepoint".formatted(policy));
        assertRefused(
                CommandLineKit.execute("inspect", policy.resolve("config.json").toString()),
                "inspect %s/config.json: must be a checkpoint, a savepoint or the folder of a run, is a file"
                        .formatted(policy));
    }

    @Test
    void conflictingInspectionOptionsAreRejected() {
        String file = policy.resolve("config.json").toString();

        assertRefused(
                CommandLineKit.execute("inspect", "x", "--top", "largest", "--query", "q"),
                "--top: must not be combined with --query or --export: give only one of them");
        assertRefused(CommandLineKit.execute("inspect", "x", "--limit", "0"), "--limit: must be >= 1, was 0");
        assertRefused(
                CommandLineKit.execute("inspect", "x", "--export", "all.csv"),
                "--export: must be a .jsonl or .parquet file, was all.csv");
        assertRefused(
                CommandLineKit.execute("inspect", "x", "--export", file + ".jsonl", "--limit", "0"),
                "--limit: must be >= 1, was 0");
    }

    @Test
    void onlyDebugShowsTheStackTrace() {
        CommandProcess.Result result = run("--resume", "--debug");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output())
                .contains("at io.millrace.jobs.start.Inputs.", "has no checkpoint or savepoint to resume from");
    }

    @Test
    void aComparisonNeedsAPlan() {
        CommandProcess.Result result = CommandLineKit.execute("compare", "no-plan.yaml", "--out", out.toString());

        assertRefused(result, "comparison no-plan.yaml: is not a file: see deploy/compare");
        assertNothingIsWritten();
    }
}
