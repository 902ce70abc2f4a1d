package io.millrace.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison of the shipped R3 configuration, a few steps long. */
class CompareCommandIT {
    private static final String SMALL =
            "run.steps=2, batch.groups=4, sampling.groupSize=2, data.eval.prompts=6, data.train.prompts=8, evaluation.samples=2";

    @TempDir
    Path temp;

    private Path plan(String rate) throws Exception {
        return Files.writeString(temp.resolve("plan.yaml"), """
                config: deploy/conf/r3.yaml
                seeds: [1]
                hard: 1
                samples: 2
                variants:
                  - name: GRPO
                    set: [%s, method.r3.replay.enabled=false, method.r3.reflection.enabled=false]
                  - name: R3
                    set: [%s, optimizer.rate=%s]
                """.formatted(SMALL, SMALL, rate));
    }

    @Test
    void everyVariantIsRunOnceAndMeasured() throws Exception {
        Path out = temp.resolve("out");
        CommandProcess.Result first =
                CommandProcess.run(temp, "compare", plan("1e-4").toString(), "--out", out.toString());
        assertThat(first.exit()).as(first.output()).isZero();
        assertThat(first.output())
                .contains("[1/2] GRPO, seed 1\n", "[1/2] GRPO, seed 1: 2 steps, accuracy", "[2/2] R3, seed 1: 2 steps");
        String table = Files.readString(out.resolve("compare.md"));
        assertThat(table.lines().map(line -> line.split("\\|")[1].strip()))
                .containsExactly("variant", "---", "before training", "GRPO", "R3");
        assertThat(out.resolve("compare.csv")).exists();
        assertThat(out.resolve("compare.html")).exists();
        assertThat(first.output()).endsWith(table + "\n");

        CommandProcess.Result again =
                CommandProcess.run(temp, "compare", plan("1e-4").toString(), "--out", out.toString());
        assertThat(again.output()).isEqualTo(table + "\n");

        try (Stream<Path> figures = Files.list(out.resolve("grpo-1"))) {
            Files.delete(figures.filter(file -> file.getFileName().toString().startsWith("figures"))
                    .findAny()
                    .orElseThrow());
        }
        CommandProcess.Result measuredAgain =
                CommandProcess.run(temp, "compare", plan("1e-4").toString(), "--out", out.toString());
        assertThat(measuredAgain.output()).as("with R3's, which was there").endsWith(table + "\n");
        assertThat(out.resolve("compare.md")).hasContent(table);

        CommandProcess.Result other =
                CommandProcess.run(temp, "compare", plan("2e-4").toString(), "--out", out.toString());
        assertThat(other.exit()).isEqualTo(2);
        assertThat(other.output())
                .isEqualTo(
                        "millrace: comparison: %s must be from a run with the options of its variant, has other options: choose"
                                        .formatted(out.resolve("r3-1"))
                                + " another folder with --out\n");
    }
}
