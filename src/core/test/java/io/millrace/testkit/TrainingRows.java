package io.millrace.testkit;

import io.millrace.model.GroupStatistics;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Artificial rows of minibatches. */
public final class TrainingRows {
    private TrainingRows() {}

    /**
     * Rows of 1..5 prompt and 1..9 response tokens without behaviour log-probs.
     *
     * @param vocabulary number of token ids
     */
    public static List<TrainingRow> rows(int vocabulary, long seed, int count) {
        Random random = new Random(seed);
        List<TrainingRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TokenIds prompt = tokens(vocabulary, random, 1 + random.nextInt(5));
            TokenIds response = tokens(vocabulary, random, 1 + random.nextInt(9));
            float[] advantages = new float[response.size()];
            for (int t = 0; t < advantages.length; t++) {
                advantages[t] = (float) random.nextGaussian();
            }
            rows.add(row("q" + i, prompt, response, LogProbs.NONE, advantages));
        }
        return rows;
    }

    /** Random token ids. */
    public static TokenIds tokens(int vocabulary, Random random, int count) {
        return new TokenIds(random.ints(count, 0, vocabulary).toArray());
    }

    /** A row for the first sample of a query's first visit, sampled by version 0. */
    public static TrainingRow row(
            String query, TokenIds prompt, TokenIds response, LogProbs behaviour, float... advantages) {
        return new TrainingRow(query, 0, 0, 0, prompt, response, behaviour, advantages, Origin.SAMPLED);
    }

    /** A minibatch of a plain round. */
    public static Minibatch minibatch(List<TrainingRow> rows) {
        return Minibatch.plain(0, 3, rows, List.of(), GroupStatistics.NONE);
    }
}
