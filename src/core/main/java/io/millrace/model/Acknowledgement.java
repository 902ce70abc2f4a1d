package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.ordered.OrderedMap;
import java.util.Map;

/**
 * A statement of a learner outside Millrace: a published policy version contains the training of a minibatch.
 *
 * @param run the run; empty if not stated
 * @param shard shard of the minibatch
 * @param sequence its number in the shard
 * @param figures figures of its optimizer step by name, such as {@code loss}; may be empty
 */
public record Acknowledgement(String run, int shard, long sequence, Map<String, Double> figures) {
    public Acknowledgement {
        requireNonNull(run, "run");
        figures = OrderedMap.copyOf(figures);
        Require.that(shard >= 0, "acknowledgement: shard must be >= 0, was %d", shard);
        Require.that(sequence >= 0, "acknowledgement: sequence must be >= 0, was %d", sequence);
    }

    /** The minibatch: shard and sequence, as in the ledger. */
    public String minibatch() {
        return "%d/%d".formatted(shard, sequence);
    }
}
