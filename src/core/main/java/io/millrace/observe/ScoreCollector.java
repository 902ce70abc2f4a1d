package io.millrace.observe;

import static java.util.Objects.requireNonNull;

import io.millrace.episode.ScoreRecord;
import io.millrace.learner.ScoreListener;
import io.millrace.model.Minibatch;
import io.millrace.model.TrainingRow;
import java.util.Map;
import java.util.TreeMap;

/** Collects the learner's log-probabilities of one minibatch. Not thread-safe. */
public final class ScoreCollector implements ScoreListener {
    private final Minibatch minibatch;
    private final Map<Integer, float[]> scores = new TreeMap<>();

    /** For a minibatch that is about to be trained on. */
    public ScoreCollector(Minibatch minibatch) {
        this.minibatch = requireNonNull(minibatch, "minibatch");
    }

    @Override
    public void scored(int row, float... logProbs) {
        scores.put(row, logProbs);
    }

    /** Number of tokens that have been scored. */
    public long tokens() {
        return scores.values().stream().mapToLong(values -> values.length).sum();
    }

    /**
     * The record of the minibatch.
     *
     * @param step optimizer steps on fresh visits, this one included
     * @param tokens whether it contains the values of tokens
     */
    public ScoreRecord record(long step, boolean tokens) {
        return new ScoreRecord(
                minibatch.id(),
                minibatch.time(),
                minibatch.policy(),
                minibatch.kind(),
                step,
                scores.entrySet().stream()
                        .map(score -> row(minibatch.rows().get(score.getKey()), score.getValue(), tokens))
                        .toList());
    }

    private static ScoreRecord.Row row(TrainingRow row, float[] scores, boolean tokens) {
        float[] behaviour = row.roles().select(row.behaviour().values());
        double sum = 0;
        double gap = row.behaviour().known() ? 0 : Double.NaN;
        for (int i = 0; i < scores.length; i++) {
            sum += scores[i];
            gap += row.behaviour().known() ? Math.abs(scores[i] - behaviour[i]) : 0;
        }
        return new ScoreRecord.Row(
                row.queryId(),
                row.visit(),
                row.prompt().size(),
                row.sample(),
                sum / scores.length,
                gap / scores.length,
                tokens ? row.roles().spread(0, scores) : new float[0]);
    }
}
