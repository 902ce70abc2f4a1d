package io.millrace.pipeline;

import static java.util.Objects.requireNonNull;

import io.millrace.batch.Round;
import io.millrace.batch.RoundAssembler;
import io.millrace.memory.ReplayBuffer;
import io.millrace.method.Composer;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.model.TrainingRow;
import java.io.IOException;
import java.util.List;

/** Composes the minibatches of a shard's round from the visits that end in it. */
public final class Compose {
    private final RoundAssembler assembler;
    private final Composer composer;

    /**
     * @param assembler computes advantages
     * @param composer divides rounds into minibatches
     */
    public Compose(RoundAssembler assembler, Composer composer) {
        this.assembler = requireNonNull(assembler, "assembler");
        this.composer = requireNonNull(composer, "composer");
    }

    /** One minibatch per round, with all its responses. */
    public static Compose plain(RoundAssembler assembler) {
        return new Compose(assembler, Composer.WHOLE_ROUND);
    }

    /** The minibatches of a round, as in {@link #compose}. */
    public List<Minibatch> round(
            int shard, long sequence, long number, List<Passage> passages, ReplayBuffer<TrainingRow> leftovers)
            throws IOException {
        return compose(shard, sequence, number, passages, leftovers).minibatches();
    }

    /**
     * Composes a round.
     *
     * @param shard the shard that the visits belong to
     * @param sequence number of the shard's next minibatch
     * @param number the number of the round
     * @param passages passages that end in the round, in any order
     * @param leftovers the shard's buffer
     */
    public ComposedRound compose(
            int shard, long sequence, long number, List<Passage> passages, ReplayBuffer<TrainingRow> leftovers)
            throws IOException {
        long time = passages.stream()
                .mapToLong(passage -> passage.visit().readAt())
                .max()
                .orElse(PromptVisit.UNKNOWN_TIME);
        Round round = assembler.assemble(number, passages);
        return new ComposedRound(
                round,
                composer.round(shard, sequence, round, leftovers).stream()
                        .map(minibatch -> minibatch.with(time))
                        .toList());
    }
}
