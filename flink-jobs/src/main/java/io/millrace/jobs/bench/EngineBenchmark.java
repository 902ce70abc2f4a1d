package io.millrace.jobs.bench;

import io.millrace.check.Require;
import io.millrace.huggingface.ModelConfig;
import io.millrace.model.PolicyVersion;
import io.millrace.model.PromptKind;
import io.millrace.model.TokenIds;
import io.millrace.policy.Sampling;
import io.millrace.policy.SamplingRequest;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.ProgramSource;
import io.millrace.torch.TorchScriptProgram;
import io.millrace.torch.Weights;
import io.millrace.torch.sample.DecodeBatch;
import io.millrace.torch.sample.DecodeBatch.Join;
import io.millrace.torch.sample.GroupTask;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Measures prefill and decode speed of the embedded engine for a model of given dimensions, with random weights.
 *
 * <p>Counts the CPU time of the calling thread only: set {@code ai.djl.pytorch.num_threads} to 1, otherwise the work of
 * libtorch's other threads is not counted.
 */
public final class EngineBenchmark {
    private static final int ROUNDS = 5;
    private static final int PROMPTS = 8;

    /**
     * Settings of the measurement.
     *
     * @param config the model's dimensions
     * @param promptTokens length of each prompt in tokens, at least 2
     * @param steps decode steps per round, at least 1
     * @param batchSizes numbers of responses decoded at once, each at least 1
     */
    public record Plan(ModelConfig config, int promptTokens, int steps, List<Integer> batchSizes) {
        public Plan {
            batchSizes = List.copyOf(batchSizes);
            Require.that(promptTokens >= 2, "benchmark: promptTokens must be >= 2, was %d", promptTokens);
            Require.that(steps >= 1, "benchmark: steps must be >= 1, was %d", steps);
            Require.that(
                    batchSizes.stream().allMatch(b -> b >= 1),
                    "benchmark: batchSizes must be >= 1, were %s",
                    batchSizes);
        }
    }

    /**
     * Medians over the rounds.
     *
     * @param rows responses decoded at once
     * @param stepCpuMillis CPU time of a decode step, in milliseconds
     * @param stepWallMillis wall time of a decode step, in milliseconds
     * @param tokensPerSecond response tokens per second of wall time, over all rows
     * @param prefillCpuMicros CPU time to prefill one prompt token, eight prompts at once, in microseconds
     */
    public record Result(
            int rows, double stepCpuMillis, double stepWallMillis, double tokensPerSecond, double prefillCpuMicros) {}

    private final Plan plan;
    private final LongSupplier nanoTime;

    private EngineBenchmark(Plan plan, LongSupplier nanoTime) {
        this.plan = plan;
        this.nanoTime = nanoTime;
    }

    /**
     * Measures on the calling thread.
     *
     * @param nanoTime a monotonic clock, in nanoseconds
     */
    public static List<Result> run(Plan plan, LongSupplier nanoTime) {
        EngineRuntime.enter();
        EngineBenchmark benchmark = new EngineBenchmark(plan, nanoTime);
        int context = plan.promptTokens() + plan.steps() + 1;
        try (Weights weights = Weights.random(plan.config(), 1);
                TorchScriptProgram program = TorchScriptProgram.load("sampler", ProgramSource.sampler(plan.config()));
                DecodeBatch batch = new DecodeBatch(plan.config(), program, context, plan.steps())) {
            List<Result> results = new ArrayList<>();
            for (int rows : plan.batchSizes()) {
                results.add(benchmark.measure(rows, weights, batch));
            }
            return results;
        }
    }

    /** The results as a Markdown table. */
    public static String toTable(List<Result> results) {
        StringBuilder table = new StringBuilder();
        table.append("| rows | CPU ms / step | wall ms / step | tokens / s | prefill CPU us / token |\n");
        table.append("|---|---|---|---|---|\n");
        for (Result r : results) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %.2f | %.2f | %.0f | %.1f |%n",
                    r.rows(),
                    r.stepCpuMillis(),
                    r.stepWallMillis(),
                    r.tokensPerSecond(),
                    r.prefillCpuMicros()));
        }
        return table.toString();
    }

    private Result measure(int rows, Weights weights, DecodeBatch batch) {
        double[] cpu = new double[ROUNDS];
        double[] wall = new double[ROUNDS];
        double[] prefill = new double[ROUNDS];
        PolicyVersion version = new PolicyVersion(0, 0, Path.of("random"), Map.of());
        for (int round = 0; round <= ROUNDS; round++) {
            int at = Math.max(0, round - 1);
            prefill[at] = prefillNanos(weights, batch) / 1e3 / PROMPTS / (plan.promptTokens() - 1);
            batch.join(List.of(new Join(task(rows), rows)), weights);
            long cpuBefore = cpuNanos();
            long wallBefore = nanoTime.getAsLong();
            batch.step(plan.steps(), weights, version);
            cpu[at] = (cpuNanos() - cpuBefore) / 1e6 / plan.steps();
            wall[at] = (nanoTime.getAsLong() - wallBefore) / 1e6 / plan.steps();
            batch.clear();
        }
        double wallMillis = median(wall);
        return new Result(rows, median(cpu), wallMillis, rows * 1e3 / wallMillis, median(prefill));
    }

    private long prefillNanos(Weights weights, DecodeBatch batch) {
        List<Join> prompts = new ArrayList<>();
        for (int p = 0; p < PROMPTS; p++) {
            prompts.add(new Join(task(1), 1));
        }
        long before = cpuNanos();
        batch.join(prompts, weights);
        long nanos = cpuNanos() - before;
        batch.clear();
        return nanos;
    }

    private GroupTask task(int samples) {
        int[] prompt = new int[plan.promptTokens()];
        Arrays.setAll(prompt, i -> i % plan.config().vocabulary());
        Sampling sampling = new Sampling(1, 1, 0, plan.steps() + 1, List.of(), 1);
        return new GroupTask(
                new SamplingRequest("benchmark", 0, PromptKind.PLAIN, new TokenIds(prompt), samples, sampling),
                Runnable::run);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
