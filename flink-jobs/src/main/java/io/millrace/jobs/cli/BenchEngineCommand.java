package io.millrace.jobs.cli;

import io.millrace.huggingface.ModelConfig;
import io.millrace.jobs.bench.EngineBenchmark;
import io.millrace.jobs.bench.LearnerBenchmark;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace bench engine}: speed of the embedded engine and learner, with random weights. */
@Command(
        name = "engine",
        description =
                "Decode and train speed of the embedded engine: the tiny model of verl's arithmetic task, and one of 40"
                        + " million parameters.")
final class BenchEngineCommand implements Callable<Integer> {
    private static final int PROMPT = 16;

    @Option(names = "--tiny-only", description = "Skip the model of 40 million parameters, which takes minutes.")
    private boolean tinyOnly;

    @Override
    public Integer call() {
        decode(
                "tiny: 4 layers, hidden 128, 16 token ids",
                LearnerBenchmark.Case.TINY.model(),
                32,
                List.of(1, 8, 64, 256));
        if (!tinyOnly) {
            decode(
                    "40M: 8 layers, hidden 512, 32,000 token ids",
                    LearnerBenchmark.Case.SMALL.model(),
                    8,
                    List.of(1, 8, 64, 256));
        }
        LearnerBenchmark learner = new LearnerBenchmark(
                () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(), System::nanoTime);
        System.out.println("training, one optimizer step");
        System.out.println("| model | parameters | tokens | CPU ms | wall ms | tokens / s |");
        System.out.println("|---|---|---|---|---|---|");
        show(learner.run(LearnerBenchmark.Case.TINY, 2, 7));
        if (!tinyOnly) {
            show(learner.run(LearnerBenchmark.Case.SMALL, 1, 3));
        }
        return 0;
    }

    private static void show(LearnerBenchmark.Result result) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %.0f | %.0f | %.0f |%n",
                result.name().toLowerCase(Locale.ROOT),
                result.parameters(),
                result.tokens(),
                result.cpuMillis(),
                result.wallMillis(),
                result.tokensPerSecond());
    }

    private static void decode(String title, ModelConfig model, int steps, List<Integer> rows) {
        System.out.println("decoding, " + title);
        System.out.println(EngineBenchmark.toTable(
                EngineBenchmark.run(new EngineBenchmark.Plan(model, PROMPT, steps, rows), System::nanoTime)));
    }
}
