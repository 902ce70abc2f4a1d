package io.millrace.operators.learn;

import io.millrace.model.Minibatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Buffers minibatches until every shard has closed their round, then groups those of all shards by optimizer step: a
 * round is one step for any number of shards, plus one for each compensation batch.
 */
final class RoundParts {
    private final int shards;
    private final List<Minibatch> waiting;

    /** @param waiting minibatches buffered by an earlier attempt, in order of arrival */
    RoundParts(int shards, List<Minibatch> waiting) {
        this.shards = shards;
        this.waiting = new ArrayList<>(waiting);
    }

    void add(Minibatch part) {
        waiting.add(part);
    }

    /** The buffered minibatches, in order of arrival. */
    List<Minibatch> waiting() {
        return List.copyOf(waiting);
    }

    /** The parts of a round, ordered by shard, then by sequence number; empty until every shard has closed the round. */
    List<Minibatch> closed(long round) {
        List<Minibatch> parts = waiting.stream()
                .filter(part -> part.round() == round)
                .sorted(Comparator.comparingInt(Minibatch::shard).thenComparingLong(Minibatch::sequence))
                .toList();
        return parts.stream().filter(Minibatch::closes).count() < shards ? List.of() : parts;
    }

    /**
     * Removes and returns a round: for each of its optimizer steps, in order, the parts of the shards; empty until
     * every shard has closed the round.
     */
    List<List<Minibatch>> take(long round) {
        List<Minibatch> parts = closed(round);
        waiting.removeAll(parts);
        TreeMap<Integer, List<Minibatch>> steps = new TreeMap<>();
        int place = 0;
        int shard = -1;
        for (Minibatch part : parts) {
            place = part.shard() == shard ? place + 1 : 0;
            shard = part.shard();
            steps.computeIfAbsent(place, p -> new ArrayList<>()).add(part);
        }
        return List.copyOf(steps.values());
    }
}
