package io.millrace.torch.learn;

import io.millrace.huggingface.FloatType;
import io.millrace.huggingface.ModelConfig;
import io.millrace.learner.OptimizerConfig;
import io.millrace.loss.LossConfig;
import io.millrace.loss.LossRow;
import io.millrace.model.LogProbs;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import io.millrace.testkit.TrainingRows;
import io.millrace.torch.Tensors;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Learners of tiny models, and rows for them. */
public final class LearnerKit {
    /** A limit of padded tokens that is never reached: one micro-batch. */
    static final int UNSPLIT = 1 << 20;

    private LearnerKit() {}

    /** AdamW at 1e-3 without warm-up, clipped at 1. */
    public static OptimizerConfig adamW(int microBatchTokens) {
        return new OptimizerConfig(
                1e-3, OptimizerConfig.Schedule.CONSTANT, 0, 1, 0, 0.9, 0.95, 1e-8, 0.01, 1, microBatchTokens);
    }

    /**
     * AdamW equivalent to gradient descent: without momentum, and with an epsilon that dominates the second moment.
     *
     * @param rate the rate of the descent
     */
    static OptimizerConfig descent(double rate) {
        double epsilon = 1e6;
        return new OptimizerConfig(
                rate * epsilon, OptimizerConfig.Schedule.CONSTANT, 0, 1, 0, 0, 0, epsilon, 0, Float.MAX_VALUE, UNSPLIT);
    }

    public static TrainingSettings config(LossConfig loss, OptimizerConfig optimizer) {
        return new TrainingSettings(loss, optimizer, 1, FloatType.F32);
    }

    /** A learner of random weights, with a clock that counts its readings. */
    public static DjlLearner learner(ModelConfig model, TrainingSettings config) {
        return DjlLearner.of(Weights.random(model, 7), Path.of("unused"), config, new AtomicLong()::getAndIncrement);
    }

    /** {@link TrainingRows#rows} in the vocabulary of a model. */
    public static List<TrainingRow> rows(ModelConfig model, long seed, int count) {
        return TrainingRows.rows(model.vocabulary(), seed, count);
    }

    static TokenIds tokens(ModelConfig model, Random random, int count) {
        return TrainingRows.tokens(model.vocabulary(), random, count);
    }

    static TrainingRow behaviour(TrainingRow row, LogProbs behaviour) {
        return TrainingRows.row(row.queryId(), row.prompt(), row.response(), behaviour, row.advantages());
    }

    /** The same rows as another policy would have sampled them: its log-probs differ by normal noise. */
    static List<TrainingRow> stale(List<TrainingRow> rows, List<TokenScores> scores, long seed, double noise) {
        Random random = new Random(seed);
        List<TrainingRow> stale = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            float[] values = scores.get(i).logProbs().clone();
            for (int t = 0; t < values.length; t++) {
                values[t] = (float) Math.min(0, values[t] + noise * random.nextGaussian());
            }
            stale.add(behaviour(rows.get(i), new LogProbs(LogProbs.Scale.RAW, values)));
        }
        return stale;
    }

    /** The input of the loss in doubles. */
    static List<LossRow> lossRows(List<TrainingRow> rows, List<TokenScores> now, List<TokenScores> reference) {
        List<LossRow> result = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            result.add(new LossRow(
                    doubles(now.get(i).logProbs()),
                    doubles(rows.get(i).behaviour().values()),
                    doubles(reference.get(i).logProbs()),
                    doubles(now.get(i).entropies()),
                    doubles(rows.get(i).advantages())));
        }
        return result;
    }

    static double[] doubles(float... values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** All parameters, concatenated. */
    static float[] values(Weights weights) {
        try (weights) {
            float[][] each =
                    Arrays.stream(weights.arrays()).map(Tensors::floats).toArray(float[][]::new);
            int size = 0;
            for (float[] one : each) {
                size += one.length;
            }
            float[] all = new float[size];
            int next = 0;
            for (float[] one : each) {
                System.arraycopy(one, 0, all, next, one.length);
                next += one.length;
            }
            return all;
        }
    }
}
