package io.millrace.method;

import io.millrace.batch.Round;
import io.millrace.memory.ReplayBuffer;
import io.millrace.model.Minibatch;
import io.millrace.model.TrainingRow;
import java.io.IOException;
import java.util.List;

/** Divides the responses of a shard's round into minibatches. */
@FunctionalInterface
public interface Composer {
    /**
     * One minibatch per round, with all its responses. Leftovers that another composer buffered earlier in the run are dropped and
     * counted.
     */
    Composer WHOLE_ROUND = (shard, sequence, round, leftovers) -> List.of(new Minibatch(
            shard,
            sequence,
            round.number(),
            true,
            Minibatch.Kind.PLAIN,
            round.allRows(),
            round.ends(),
            round.statistics(),
            leftovers.pop(Integer.MAX_VALUE).size()));

    /**
     * The minibatches of a round, at least one; the last closes it.
     *
     * @param shard the shard that the visits belong to
     * @param sequence number of the shard's next minibatch
     * @param leftovers the shard's buffer
     */
    List<Minibatch> round(int shard, long sequence, Round round, ReplayBuffer<TrainingRow> leftovers)
            throws IOException;
}
