package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.batch.Round;
import io.millrace.model.Minibatch;
import java.util.List;

/**
 * A round of a shard.
 *
 * @param round the visits that end in it
 * @param minibatches its minibatches, at least one; the last closes it
 */
public record ComposedRound(Round round, List<Minibatch> minibatches) {
    public ComposedRound {
        requireNonNull(round, "round");
        minibatches = List.copyOf(minibatches);
    }
}
