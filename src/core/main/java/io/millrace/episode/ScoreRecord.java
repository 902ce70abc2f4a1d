package io.millrace.episode;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Minibatch;
import io.millrace.model.PolicySteps;
import java.util.Arrays;
import java.util.List;

/**
 * The learner's log-probabilities of the responses of one optimizer step, before the step.
 *
 * @param minibatch the minibatch: shard and sequence; the first one if several shards contribute to the step
 * @param time the latest event time of its responses, in epoch milliseconds; 0 if unknown
 * @param policy weights that sampled its responses
 * @param kind why the minibatch was made
 * @param step optimizer steps on fresh visits, this one included
 * @param rows the responses trained on; those whose advantages are all 0 may be missing, since the learner skips them
 */
public record ScoreRecord(
        String minibatch, long time, PolicySteps policy, Minibatch.Kind kind, long step, List<Row> rows) {
    /**
     * One response.
     *
     * @param query the query's id
     * @param visit the query's visit
     * @param promptLength length of its prompt in tokens
     * @param sample index in its group
     * @param logProb mean log-probability over its tokens, in nats per token
     * @param gap mean of |learner - sampler| over its tokens, in nats per token; NaN if the sampler provided none
     * @param logProbs by token, in half precision; empty if left out; the array is owned by this value and must not be written to
     */
    public record Row(
            String query, long visit, int promptLength, int sample, double logProb, double gap, float... logProbs) {
        public Row {
            requireNonNull(query, "query");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row that
                    && query.equals(that.query)
                    && visit == that.visit
                    && promptLength == that.promptLength
                    && sample == that.sample
                    && Double.compare(logProb, that.logProb) == 0
                    && Double.compare(gap, that.gap) == 0
                    && Arrays.equals(logProbs, that.logProbs);
        }

        @Override
        public int hashCode() {
            return 31 * query.hashCode() + Long.hashCode(visit) + sample;
        }
    }

    public ScoreRecord {
        requireNonNull(minibatch, "minibatch");
        requireNonNull(policy, "policy");
        requireNonNull(kind, "kind");
        rows = List.copyOf(rows);
    }
}
