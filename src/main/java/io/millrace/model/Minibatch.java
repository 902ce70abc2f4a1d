package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.Require;
import java.util.List;

/**
 * What one optimizer step learns from.
 *
 * @param shard the compose shard that made it
 * @param sequence its number in the shard, from 0 and without gaps
 * @param kind why it was made
 * @param rows the responses to learn from; may be empty when nothing that ended could be trained, and the step is taken all
 *     the same so that the stream does not starve
 * @param ends the visits that end with this minibatch, in order of split and ordinal
 * @param groups statistics of the groups in it
 */
public record Minibatch(
        int shard, long sequence, Kind kind, List<TrainingRow> rows, List<VisitEnd> ends, GroupStatistics groups) {
    /** Why a minibatch was made. */
    public enum Kind {
        /** All responses of its groups. */
        PLAIN,
        /** The short right and the long wrong responses (RoRecomp). */
        PRIORITY,
        /** What the priority batches left over (RoRecomp). */
        COMPENSATION
    }

    public Minibatch {
        requireNonNull(kind, "kind");
        requireNonNull(groups, "groups");
        rows = List.copyOf(rows);
        ends = List.copyOf(ends);
        Require.that(shard >= 0, "minibatch: shard must be >= 0, was %d", shard);
        Require.that(sequence >= 0, "minibatch: sequence must be >= 0, was %d", sequence);
    }

    /** The minibatch's name in the ledger, for instance {@code 0/17}. */
    public String id() {
        return shard + "/" + sequence;
    }
}
