package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.batch.Round;
import io.millrace.batch.RoundAssembler;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import java.util.List;

/** Makes the minibatches of a shard's round from the visits that end in it. */
public final class Compose {
    private final RoundAssembler assembler;

    public Compose(RoundAssembler assembler) {
        this.assembler = requireNonNull(assembler, "assembler");
    }

    /**
     * The minibatches of a round, at least one; the last closes it.
     *
     * @param shard that the visits belong to
     * @param sequence number of the shard's next minibatch
     * @param number of the round
     * @param passages that end in it, in any order
     */
    public List<Minibatch> round(int shard, long sequence, long number, List<Passage> passages) {
        Round round = assembler.assemble(number, passages);
        return List.of(new Minibatch(
                shard,
                sequence,
                number,
                true,
                Minibatch.Kind.PLAIN,
                round.allRows(),
                round.ends(),
                round.statistics(),
                0));
    }
}
