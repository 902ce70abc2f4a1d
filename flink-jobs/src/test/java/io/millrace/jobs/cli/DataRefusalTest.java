package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Data sets that no run can train on. */
class DataRefusalTest extends RefusalKit {
    @Test
    void aMissingDataSetIsReported() {
        Path file = temp.resolve("none.jsonl");

        assertRefused(
                run("--set", "data.eval.path=" + file),
                "data.eval: data set %s: file does not exist; check the path".formatted(file));
        assertNothingIsWritten();
    }

    @Test
    void aDataSetWithoutReadableRecordsIsReported() throws IOException {
        Path file = Files.writeString(temp.resolve("bad.jsonl"), "[1]\n{\"answer\": \"2\"}\n");

        assertRefused(
                run("--set", "data.train.path=" + file),
                ("data.train: data set %s: must hold at least one prompt, had none;"
                                + " bad.jsonl:1: record must be a JSON object, was a list")
                        .formatted(file));
        assertNothingIsWritten();
    }

    @Test
    void validatingReportsTheProblemsOfPolicyAndDataTogether() {
        Path file = temp.resolve("none.jsonl");

        assertRefused(
                CommandLineKit.execute(
                        "validate", DIGITS, "--set", "policy.path=/nowhere", "--set", "data.eval.path=" + file),
                "config %s: 2 problems".formatted(DIGITS)
                        + "\n  data.eval: data set %s: file does not exist; check the path".formatted(file)
                        + "\n  policy.path: must be a Hugging Face folder with a config.json, was /nowhere: choose another"
                        + " one, or create a small policy with: millrace pretrain CONFIG --out /nowhere");
    }

    @Test
    void validatingRefusesPromptsOfWhichNoneFits() {
        CommandProcess.Result result = CommandLineKit.execute(
                "validate",
                DIGITS,
                "--set",
                "policy.path=" + policy,
                "--set",
                "policy.contextTokens=2",
                "--set",
                "sampling.maxTokens=1");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.output()).contains("data.train: none of ", " prompts fits; the first:");
    }
}
