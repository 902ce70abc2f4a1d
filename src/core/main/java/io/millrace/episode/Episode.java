package io.millrace.episode;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is known of a visit and its responses.
 *
 * @param group the responses as they were graded; empty if the record has been deleted, or the visit was never graded
 * @param end the end of the visit; empty if it has not ended
 * @param scores the learner's log-probabilities by sample, for the responses it was trained on
 */
public record Episode(Optional<GroupRecord> group, Optional<EndRecord> end, Map<Integer, Score> scores) {
    /**
     * A response in an optimizer step.
     *
     * @param minibatch the minibatch that carried it
     * @param step the optimizer step on fresh visits
     * @param row the learner's log-probabilities
     */
    public record Score(String minibatch, long step, ScoreRecord.Row row) {}

    /** Nothing is known. */
    static final Episode NONE = new Episode(Optional.empty(), Optional.empty(), Map.of());

    public Episode {
        requireNonNull(group, "group");
        requireNonNull(end, "end");
        scores = Collections.unmodifiableSortedMap(new TreeMap<>(scores));
    }

    /** The advantage of a response: mean over its tokens. */
    public Optional<EndRecord.Row> row(int sample) {
        return end.flatMap(
                one -> one.rows().stream().filter(row -> row.sample() == sample).findFirst());
    }

    Episode with(EpisodeRecord record) {
        return record instanceof GroupRecord one
                ? new Episode(Optional.of(one), end, scores)
                : new Episode(group, Optional.of((EndRecord) record), scores);
    }

    Episode with(Map<Integer, Score> bySample) {
        return new Episode(group, end, bySample);
    }
}
