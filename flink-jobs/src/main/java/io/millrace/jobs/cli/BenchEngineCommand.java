package io.millrace.jobs.cli;

import io.millrace.learner.djl.LearnerBenchmark;
import io.millrace.policy.djl.EngineBenchmark;
import io.millrace.policy.model.ModelConfig;
import io.millrace.policy.model.ModelConfig.Family;
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

    @Option(names = "--tiny-only", description = "Leave out the model of 40 million parameters, which takes minutes.")
    private boolean tinyOnly;

    @Override
    public Integer call() {
        decode("tiny: 4 layers, hidden 128, 16 token ids", tiny(), 32, List.of(1, 8, 64, 256));
        if (!tinyOnly) {
            decode("40M: 8 layers, hidden 512, 32,000 token ids", small(), 8, List.of(1, 8, 64, 256));
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

    private static ModelConfig tiny() {
        return model(4, 128, 344, 4, 4, 16, false);
    }

    private static ModelConfig small() {
        return model(8, 512, 1376, 8, 4, 32_000, true);
    }

    private static ModelConfig model(
            int layers, int hidden, int mlp, int heads, int kvHeads, int vocabulary, boolean tied) {
        return new ModelConfig(
                Family.LLAMA,
                layers,
                hidden,
                mlp,
                heads,
                kvHeads,
                hidden / heads,
                vocabulary,
                1e-6,
                10_000,
                tied,
                false,
                2048,
                List.of(),
                0.02);
    }
}
