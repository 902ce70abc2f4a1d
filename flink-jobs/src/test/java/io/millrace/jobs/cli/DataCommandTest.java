package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Showing data without a policy and without a run. */
class DataCommandTest extends RefusalKit {
    private Path train;
    private Path eval;

    @BeforeEach
    void writeData() throws IOException {
        train = Files.writeString(
                temp.resolve("train.jsonl"), "{\"prompt\": \"3,4:9,1\"}\n{\"prompt\": \"3,4:9,2\"}\n{\"answer\": 3}\n");
        eval = Files.writeString(temp.resolve("eval.jsonl"), "{\"prompt\": \"3,4:9,2\"}\n");
    }

    @Test
    void bothPartsAreShownAndTheirOverlapIsReported() {
        CommandProcess.Result shown = data();
        assertThat(shown.exit()).isZero();
        assertThat(shown.output())
                .contains("data.train: 2 prompts\n", "data.eval: 1 prompts\n")
                .contains(
                        "       1  train, broken: must have one of prompt, problem, question, messages, conversations; set fields.prompt (3)\n")
                .contains("1 training prompts are also in data.eval; data.decontaminate.eval: true removes them\n");
        assertThat(data("--set", "data.decontaminate.eval=true").output())
                .contains("data.train: 1 prompts\n")
                .contains("train, held out: must not have the letters and digits of an evaluation prompt (2)\n")
                .doesNotContain("are also in data.eval");
    }

    @Test
    void onePartAndFewerSamplesCanBeRequested() {
        assertThat(data("--part", "eval", "--samples", "0").output())
                .startsWith("data.eval: 1 prompts\n")
                .doesNotContain("data.train", "some of them");
    }

    @Test
    void promptsAndRejectedRecordsCanBeWritten() {
        Path prompts = temp.resolve("p.jsonl");
        Path leftOut = temp.resolve("l.jsonl");
        assertThat(data("--export", prompts.toString(), "--left-out", leftOut.toString())
                        .output())
                .endsWith("2 prompts in %s\n1 records left out in %s\n".formatted(prompts, leftOut));
        assertThat(prompts).content().hasLineCount(2).contains("\"content\":\"3,4:9,2\"");
        assertThat(leftOut).content().hasLineCount(1).contains("\"cause\":\"BROKEN\"");
    }

    @Test
    void invalidArgumentsAreRejected() {
        assertRefused(
                data("--set", "data.train.path=/none.jsonl"),
                "data.train: data set /none.jsonl: file does not exist; check the path");
        assertRefused(data("--export", "p.csv"), "--export: must be a .jsonl file, was p.csv");
        assertRefused(
                data("--left-out", train.toString()),
                "--left-out: must not exist, was %s: remove it or choose another".formatted(train));
        assertRefused(data("--samples", "-1"), "--samples: must be >= 0, was -1");
    }

    private CommandProcess.Result data(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("data", DIGITS, "--set", "data.train.path=" + train, "--set", "data.eval.path=" + eval));
        arguments.addAll(Arrays.asList(more));
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        int exit = Millrace.commandLine().setOut(writer).setErr(writer).execute(arguments.toArray(String[]::new));
        return new CommandProcess.Result(exit, out.toString());
    }
}
