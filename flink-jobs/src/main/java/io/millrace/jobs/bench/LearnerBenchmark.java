package io.millrace.jobs.bench;

import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelConfig.Family;
import io.millrace.learner.OptimizerConfig;
import io.millrace.learner.OptimizerConfig.Schedule;
import io.millrace.loss.Kl;
import io.millrace.loss.LossConfig;
import io.millrace.loss.LossConfig.Aggregation;
import io.millrace.loss.Objective;
import io.millrace.model.GroupStatistics;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.Weights;
import io.millrace.torch.learn.DjlLearner;
import io.millrace.torch.learn.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/**
 * Measures training speed of the embedded learner: random weights, rows of equal length with a prompt of 16 tokens, one
 * micro-batch per step.
 *
 * @param cpuNanos CPU time of the calling thread, in nanoseconds
 * @param wallNanos a clock, in nanoseconds
 */
public record LearnerBenchmark(LongSupplier cpuNanos, LongSupplier wallNanos) {
    private static final int PROMPT = 16;
    private static final long SEED = 1;

    /** The model and batch to train. */
    public enum Case {
        /** 4 layers, hidden 128, 16 token ids: verl's arithmetic model; 64 rows of 48 tokens. */
        TINY(4, 128, 344, 4, 4, 16, 64, 48, false),
        /** 8 layers, hidden 512, 32,000 token ids, tied, 40 million parameters; 4 rows of 256 tokens. */
        SMALL(8, 512, 1376, 8, 4, 32_000, 4, 256, true);

        private final ModelConfig model;
        private final int rows;
        private final int tokens;

        Case(
                int layers,
                int hidden,
                int mlp,
                int heads,
                int kvHeads,
                int vocabulary,
                int rows,
                int tokens,
                boolean tied) {
            model = new ModelConfig(
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
            this.rows = rows;
            this.tokens = tokens;
        }

        /** The model's dimensions. */
        public ModelConfig model() {
            return model;
        }
    }

    /**
     * Medians over the measured steps.
     *
     * @param name the name of the case
     * @param parameters the parameters of the model
     * @param tokens tokens per step, prompts included
     * @param threads number of threads that libtorch uses
     * @param cpuMillis CPU time of the calling thread per step, in milliseconds
     * @param wallMillis wall time per step, in milliseconds
     * @param tokensPerSecond tokens, prompts included, per second of {@code wallMillis}
     */
    public record Result(
            String name,
            long parameters,
            int tokens,
            int threads,
            double cpuMillis,
            double wallMillis,
            double tokensPerSecond) {}

    /**
     * Measures one case.
     *
     * @param warmup steps before the measurement, at least 0
     * @param steps measured steps, at least 1
     */
    public Result run(Case what, int warmup, int steps) {
        Minibatch minibatch = minibatch(what);
        double[] cpu = new double[steps];
        double[] wall = new double[steps];
        EngineRuntime.enter();
        try (DjlLearner learner =
                DjlLearner.of(Weights.random(what.model, SEED), Path.of("benchmark"), config(what), wallNanos)) {
            for (int i = -warmup; i < steps; i++) {
                long cpuStart = cpuNanos.getAsLong();
                long wallStart = wallNanos.getAsLong();
                learner.train(minibatch);
                if (i >= 0) {
                    cpu[i] = (cpuNanos.getAsLong() - cpuStart) / 1e6;
                    wall[i] = (wallNanos.getAsLong() - wallStart) / 1e6;
                }
            }
            int tokens = what.rows * what.tokens;
            double millis = median(wall);
            return new Result(
                    what.name(),
                    learner.parameters(),
                    tokens,
                    EngineRuntime.threads(),
                    median(cpu),
                    millis,
                    tokens / millis * 1e3);
        }
    }

    private static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static TrainingSettings config(Case what) {
        LossConfig loss = new LossConfig(Objective.CLIP, 0.2, 0.2, 0, Aggregation.TOKEN_MEAN, 1, Kl.K3, 0, 0, 2);
        OptimizerConfig optimizer = new OptimizerConfig(
                1e-6, Schedule.CONSTANT, 0, 1, 0, 0.9, 0.999, 1e-8, 0.01, 1, what.rows * what.tokens);
        return new TrainingSettings(loss, optimizer, 1, FloatType.F32);
    }

    private static Minibatch minibatch(Case what) {
        Random random = new Random(SEED);
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < what.rows; i++) {
            int response = what.tokens - PROMPT;
            float[] advantages = new float[response];
            Arrays.fill(advantages, i % 2 == 0 ? 1 : -1);
            rows.add(new TrainingRow(
                    "q" + i,
                    0,
                    0,
                    0,
                    tokens(what, random, PROMPT),
                    tokens(what, random, response),
                    LogProbs.NONE,
                    advantages,
                    Origin.SAMPLED));
        }
        return Minibatch.plain(0, 0, rows, List.of(), GroupStatistics.NONE);
    }

    private static TokenIds tokens(Case what, Random random, int count) {
        return new TokenIds(random.ints(count, 0, what.model.vocabulary()).toArray());
    }
}
