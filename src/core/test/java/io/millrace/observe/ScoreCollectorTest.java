package io.millrace.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.episode.ScoreRecord;
import io.millrace.model.GroupStatistics;
import io.millrace.model.LogProbs;
import io.millrace.model.Minibatch;
import io.millrace.model.Origin;
import io.millrace.model.TokenIds;
import io.millrace.model.TrainingRow;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The learner's log-probabilities as a record. */
class ScoreCollectorTest {
    private static TrainingRow row(int sample, LogProbs behaviour) {
        return new TrainingRow(
                "q",
                3,
                sample,
                5,
                new TokenIds(1, 2, 3),
                new TokenIds(7, 8),
                behaviour,
                new float[] {1, 1},
                Origin.SAMPLED);
    }

    private static ScoreCollector collected() {
        ScoreCollector scores = new ScoreCollector(new Minibatch(
                1,
                9,
                8,
                true,
                Minibatch.Kind.PLAIN,
                List.of(
                        row(0, new LogProbs(LogProbs.Scale.SCALED, -1f, -2f)),
                        row(1, LogProbs.NONE),
                        row(2, LogProbs.NONE)),
                List.of(),
                GroupStatistics.NONE,
                0,
                77));
        scores.scored(1, -0.5f, -0.25f);
        scores.scored(0, -1.5f, -1.5f);
        return scores;
    }

    @Test
    void meansAndGapsAreThoseOfTheRowsThatWereComputed() {
        ScoreRecord record = collected().record(9, true);

        assertThat(collected().tokens()).isEqualTo(4);
        assertThat(record.minibatch()).isEqualTo("1/9");
        assertThat(record.rows())
                .containsExactly(
                        new ScoreRecord.Row("q", 3, 3, 0, -1.5, 0.5, -1.5f, -1.5f),
                        new ScoreRecord.Row("q", 3, 3, 1, -0.375, Double.NaN, -0.5f, -0.25f));
    }

    @Test
    void theValuesOfTokensCanBeLeftOut() {
        assertThat(collected().record(9, false).rows()).allMatch(row -> row.logProbs().length == 0);
    }
}
