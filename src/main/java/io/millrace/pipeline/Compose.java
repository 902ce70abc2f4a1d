package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.batch.Round;
import io.millrace.batch.RoundAssembler;
import io.millrace.memory.ReplayBuffer;
import io.millrace.method.rorecomp.Recompose;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.TrainingRow;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Makes the minibatches of a shard's round from the visits that end in it. */
public final class Compose {
    private final RoundAssembler assembler;
    private final Optional<Recompose> recompose;

    private Compose(RoundAssembler assembler, Optional<Recompose> recompose) {
        this.assembler = requireNonNull(assembler, "assembler");
        this.recompose = recompose;
    }

    /** One minibatch a round, of all its responses. */
    public static Compose plain(RoundAssembler assembler) {
        return new Compose(assembler, Optional.empty());
    }

    /** RoRecomp's minibatches. */
    public static Compose recomposed(RoundAssembler assembler, Recompose recompose) {
        return new Compose(assembler, Optional.of(recompose));
    }

    /**
     * The minibatches of a round, at least one; the last closes it.
     *
     * @param shard that the visits belong to
     * @param sequence number of the shard's next minibatch
     * @param number of the round
     * @param passages that end in it, in any order
     * @param leftovers the shard's buffer; what RoRecomp left there before it was switched off is dropped
     */
    public List<Minibatch> round(
            int shard, long sequence, long number, List<Passage> passages, ReplayBuffer<TrainingRow> leftovers)
            throws IOException {
        Round round = assembler.assemble(number, passages);
        if (recompose.isPresent()) {
            return recompose.get().round(shard, sequence, round, leftovers);
        }
        int dropped = leftovers.pop(Integer.MAX_VALUE).size();
        return List.of(new Minibatch(
                shard,
                sequence,
                number,
                true,
                Minibatch.Kind.PLAIN,
                round.allRows(),
                round.ends(),
                round.statistics(),
                dropped));
    }
}
