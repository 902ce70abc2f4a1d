package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The training data of one optimizer step, or one shard's part of it.
 *
 * <p>A round is the interval between two batches of ended visits. Each shard composes one minibatch from the visits that end in
 * the round, and possibly more from leftovers of earlier rounds; the last of them closes the round.
 *
 * @param shard the compose shard that created it
 * @param sequence its number in the shard, from 0 and without gaps
 * @param round the round it belongs to, from 0
 * @param closes whether it is the shard's last minibatch of this round
 * @param kind why it was created
 * @param rows the responses to learn from; may be empty if no ended visit could be trained on, in which case the step is still taken
 *     so that the stream does not stall
 * @param ends the visits that end with this minibatch, in order of split and ordinal
 * @param groups statistics of the groups in it
 * @param dropped leftovers that left the replay buffer in this round without being trained on (RoRecomp)
 * @param time the latest time at which a prompt that ends in its round was read, in epoch milliseconds; 0 if unknown
 */
public record Minibatch(
        int shard,
        long sequence,
        long round,
        boolean closes,
        Kind kind,
        List<TrainingRow> rows,
        List<VisitEnd> ends,
        GroupStatistics groups,
        int dropped,
        long time) {
    /** The order of ends: by split, then by ordinal. */
    private static final Comparator<VisitEnd> IN_ORDER = Comparator.comparing(
                    (VisitEnd end) -> end.visit().split())
            .thenComparing(end -> end.visit().ordinal());

    /** Why a minibatch was created. */
    public enum Kind {
        /** All responses of its groups. */
        PLAIN,
        /** The short correct and the long incorrect responses (RoRecomp). */
        PRIORITY,
        /** The leftovers of the priority batches (RoRecomp). */
        COMPENSATION
    }

    public Minibatch {
        requireNonNull(kind, "kind");
        requireNonNull(groups, "groups");
        rows = List.copyOf(rows);
        ends = List.copyOf(ends);
        Require.that(shard >= 0, "minibatch: shard must be >= 0, was %d", shard);
        Require.that(sequence >= 0, "minibatch: sequence must be >= 0, was %d", sequence);
        Require.that(round >= 0, "minibatch %d/%d: round must be >= 0, was %d", shard, sequence, round);
        Require.that(dropped >= 0, "minibatch %d/%d: dropped must be >= 0, was %d", shard, sequence, dropped);
        Require.that(time >= 0, "minibatch %d/%d: time must be >= 0, was %d", shard, sequence, time);
    }

    /** A minibatch of unknown time. */
    public Minibatch(
            int shard,
            long sequence,
            long round,
            boolean closes,
            Kind kind,
            List<TrainingRow> rows,
            List<VisitEnd> ends,
            GroupStatistics groups,
            int dropped) {
        this(shard, sequence, round, closes, kind, rows, ends, groups, dropped, PromptVisit.UNKNOWN_TIME);
    }

    /** This minibatch with a time. */
    public Minibatch with(long otherTime) {
        return new Minibatch(shard, sequence, round, closes, kind, rows, ends, groups, dropped, otherTime);
    }

    /** The weights that sampled its rows and the responses of its visits. */
    public PolicySteps policy() {
        PolicySteps policy = PolicySteps.NONE;
        for (TrainingRow row : rows) {
            policy = policy.and(row.step());
        }
        for (VisitEnd end : ends) {
            policy = policy.and(end.policy());
        }
        return policy;
    }

    /** The only minibatch of a round, with all responses of its groups, as in a stream without recomposition. */
    public static Minibatch plain(
            int shard, long round, List<TrainingRow> rows, List<VisitEnd> ends, GroupStatistics groups) {
        return new Minibatch(shard, round, round, true, Kind.PLAIN, rows, ends, groups, 0);
    }

    /** The minibatch's name in the ledger, for instance {@code 0/17}. */
    public String id() {
        return shard + "/" + sequence;
    }

    /**
     * Joins the parts of all shards into the training data of one optimizer step, under the id of the first.
     *
     * @param parts the parts of one round and kind, at least one
     */
    public static Minibatch join(List<Minibatch> parts) {
        Minibatch first = parts.get(0);
        if (parts.size() == 1) {
            return first;
        }
        List<TrainingRow> rows = new ArrayList<>();
        List<VisitEnd> ends = new ArrayList<>();
        GroupStatistics groups = GroupStatistics.NONE;
        int dropped = 0;
        long time = PromptVisit.UNKNOWN_TIME;
        for (Minibatch part : parts) {
            rows.addAll(part.rows);
            ends.addAll(part.ends);
            groups = groups.plus(part.groups);
            dropped += part.dropped;
            time = Math.max(time, part.time);
        }
        ends.sort(IN_ORDER);
        return new Minibatch(
                first.shard, first.sequence, first.round, first.closes, first.kind, rows, ends, groups, dropped, time);
    }
}
