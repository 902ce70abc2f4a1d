package io.millrace.method.rorecomp;

import static java.util.Objects.requireNonNull;

import io.millrace.batch.Round;
import io.millrace.batch.RoundAssembler;
import io.millrace.check.Require;
import io.millrace.memory.ReplayBuffer;
import io.millrace.method.Composer;
import io.millrace.model.GradedResponse;
import io.millrace.model.GroupStatistics;
import io.millrace.model.Minibatch;
import io.millrace.model.TrainingRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies RoRecomp to a round: builds its priority batch and, whenever the buffer of leftovers is full, a compensation batch,
 * unless the draw rejects it.
 */
public final class Recompose implements Composer {
    /** Maximum number of full buffers per round: keeps the numbers of a shard's draws unique. */
    private static final long BUFFERS_PER_ROUND = 1 << 20;

    private final RoRecomp config;
    private final Costs costs;
    private final Compensation compensation;
    private final RoundAssembler assembler;
    private final int capacity;

    /**
     * @param assembler recomputes advantages where they are to be relative to the batch
     * @param shards number of shards that share the buffer's capacity, at least 1
     */
    public Recompose(RoRecomp config, Costs costs, Compensation compensation, RoundAssembler assembler, int shards) {
        this.config = requireNonNull(config, "config");
        this.costs = requireNonNull(costs, "costs");
        this.compensation = requireNonNull(compensation, "compensation");
        this.assembler = requireNonNull(assembler, "assembler");
        Require.that(shards >= 1, "recompose: shards must be >= 1, was %d", shards);
        capacity = Math.max(1, config.capacity() / shards);
    }

    /** Adds leftover responses to the shard's buffer and takes full batches out. */
    @Override
    public List<Minibatch> round(int shard, long sequence, Round round, ReplayBuffer<TrainingRow> leftovers)
            throws IOException {
        List<TrainingRow> priority = new ArrayList<>();
        for (int g = 0; g < round.groups().size(); g++) {
            List<GradedResponse> group = round.groups().get(g);
            List<TrainingRow> rows = round.rows().get(g);
            Recomposition split = Recomposition.of(group, costs, config.alpha());
            priority.addAll(rows(split.priority(), group, rows));
            leftovers.push(rows(split.leftovers(), group, rows));
        }
        List<List<TrainingRow>> compensations = new ArrayList<>();
        int dropped = 0;
        for (long full = 0; leftovers.size() >= capacity; full++) {
            List<TrainingRow> oldest = leftovers.pop(capacity);
            if (compensation.trains(round.number() * BUFFERS_PER_ROUND + full, round.number())) {
                compensations.add(oldest);
            } else {
                dropped += oldest.size();
            }
        }
        List<Minibatch> minibatches = new ArrayList<>();
        minibatches.add(new Minibatch(
                shard,
                sequence,
                round.number(),
                compensations.isEmpty(),
                Minibatch.Kind.PRIORITY,
                priority,
                round.ends(),
                round.statistics(),
                dropped));
        for (int i = 0; i < compensations.size(); i++) {
            boolean last = i == compensations.size() - 1;
            minibatches.add(compensation(shard, sequence + 1 + i, round.number(), last, compensations.get(i)));
        }
        return minibatches;
    }

    private static Minibatch compensation(int shard, long sequence, long round, boolean last, List<TrainingRow> rows) {
        return new Minibatch(
                shard, sequence, round, last, Minibatch.Kind.COMPENSATION, rows, List.of(), GroupStatistics.NONE, 0);
    }

    private static boolean teaches(TrainingRow row) {
        for (float advantage : row.advantages()) {
            if (advantage != 0) {
                return true;
            }
        }
        return false;
    }

    /** A group without a learning signal keeps its zero advantages: its parts are not compared separately. */
    private List<TrainingRow> rows(List<Integer> places, List<GradedResponse> group, List<TrainingRow> rows) {
        List<TrainingRow> chosen = places.stream().map(rows::get).toList();
        boolean hopeless = rows.stream().noneMatch(Recompose::teaches);
        if (config.advantages() == RoRecomp.Advantages.GROUP || places.size() < 2 || hopeless) {
            return chosen;
        }
        List<float[]> advantages = assembler
                .advantages(List.of(places.stream().map(group::get).toList()))
                .get(0);
        List<TrainingRow> replaced = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            replaced.add(chosen.get(i).with(advantages.get(i)));
        }
        return replaced;
    }
}
