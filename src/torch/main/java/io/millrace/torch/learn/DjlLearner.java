package io.millrace.torch.learn;

import static java.util.Objects.requireNonNull;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.learner.Learner;
import io.millrace.learner.ScoreListener;
import io.millrace.learner.StepReport;
import io.millrace.loss.Aggregations;
import io.millrace.loss.LossConfig;
import io.millrace.model.Minibatch;
import io.millrace.model.PolicyException;
import io.millrace.model.TrainingRow;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.Tensors;
import io.millrace.torch.TorchScriptProgram;
import io.millrace.torch.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The embedded learner: float32 weights in native memory, one native call per micro-batch and one per optimizer step.
 *
 * <p>A minibatch is split by length into micro-batches of padded tokens; the loss is a weighted sum over tokens with
 * the weights of the whole minibatch, so the split changes only rounding. Without a KL term or an entropy bonus, rows
 * whose advantages are all 0 have no gradient: they count in the weights but are not computed. The same minibatches
 * give bitwise identical weights for the same number of libtorch threads.
 */
public final class DjlLearner implements Learner {
    // The gradient is accumulated in separate arrays, so memory holds four times the weights: weights, two moments,
    // gradient; a KL term adds the reference as a fifth.
    private final Path model;
    private final TrainingSettings config;
    private final LongSupplier nanoTime;
    private final TorchScriptProgram program;
    private final TrainingState state;
    private final Optional<Weights> reference;
    private final RowCheck check;
    private long step;

    private DjlLearner(Path model, Weights weights, TrainingSettings config, LongSupplier nanoTime) {
        this.model = requireNonNull(model, "model");
        this.config = requireNonNull(config, "config");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        program = LearnerProgram.load(weights.config(), config.loss());
        reference = config.loss().klCoefficient() > 0 ? Optional.of(weights.copy()) : Optional.empty();
        state = new TrainingState(weights, program);
        check = new RowCheck(weights.config(), config.temperature());
    }

    /**
     * Opens a learner that starts from a Hugging Face folder, whose weights are also the reference of a KL term.
     *
     * @param nanoTime a clock for the report, in nanoseconds
     * @throws PolicyException if the embedded engine cannot run the folder's model
     */
    public static DjlLearner open(Path model, TrainingSettings config, LongSupplier nanoTime) {
        EngineRuntime.enter();
        return of(Weights.load(model), model, config, nanoTime);
    }

    /**
     * Creates a learner that starts from given weights.
     *
     * @param weights initial weights, owned by the learner from now on
     * @param like the folder whose config.json and tokenizer are copied into exported folders
     */
    public static DjlLearner of(Weights weights, Path like, TrainingSettings config, LongSupplier nanoTime) {
        EngineRuntime.enter();
        try {
            return new DjlLearner(like, weights, config, nanoTime);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    @Override
    public StepReport train(Minibatch minibatch) {
        return train(minibatch, Optional.empty());
    }

    @Override
    public StepReport train(Minibatch minibatch, ScoreListener scores) {
        return train(minibatch, Optional.of(scores));
    }

    private StepReport train(Minibatch minibatch, Optional<ScoreListener> scores) {
        EngineRuntime.enter();
        long start = nanoTime.getAsLong();
        double rate = config.optimizer().rateAt(step);
        if (minibatch.rows().isEmpty()) {
            step++;
            return StepReport.withoutRows(step, rate, nanoTime.getAsLong() - start);
        }
        check.check(minibatch);
        List<Integer> computed = computed(minibatch.rows());
        List<TrainingRow> rows = computed.stream().map(minibatch.rows()::get).toList();
        double[] all = Aggregations.weights(
                config.loss(),
                minibatch.rows().stream().mapToInt(TrainingRow::length).toArray());
        StepSums sums = new StepSums();
        state.clear();
        accumulate(
                new Rows(rows, config.temperature()),
                computed.stream().mapToDouble(i -> all[i]).toArray(),
                sums,
                scores.<ScoreListener>map(listener -> (row, logProbs) -> listener.scored(computed.get(row), logProbs)));
        finite(minibatch, "loss", sums.loss());
        double norm = state.step(config.optimizer(), rate);
        finite(minibatch, "gradient norm", norm);
        step++;
        return sums.report(step, norm, rate, tokens(rows, false), tokens(rows, true), nanoTime.getAsLong() - start);
    }

    /**
     * Scores responses under the current policy; behaviour log-probs are not needed, but their scale decides the
     * temperature as in training.
     */
    public List<TokenScores> score(List<TrainingRow> rows) {
        EngineRuntime.enter();
        rows.forEach(row -> check.check("row of " + row.queryId(), row));
        return score(rows, state.weights());
    }

    /** Number of parameters. */
    public long parameters() {
        return state.weights().config().parameters();
    }

    /** A copy of the current weights, owned by the caller. */
    public Weights snapshot() {
        EngineRuntime.enter();
        return state.weights().copy();
    }

    @Override
    public long step() {
        return step;
    }

    @Override
    public void save(Path folder) {
        EngineRuntime.enter();
        TrainingFiles.write(folder, state, step);
    }

    @Override
    public void restore(Path folder) {
        EngineRuntime.enter();
        step = TrainingFiles.read(folder, state);
    }

    @Override
    public void export(Path folder) {
        EngineRuntime.enter();
        state.weights().write(folder, model, config.exportType());
    }

    @Override
    public void close() {
        state.close();
        reference.ifPresent(Weights::close);
        program.close();
    }

    private void accumulate(Rows rows, double[] weights, StepSums sums, Optional<ScoreListener> scores) {
        for (MicroBatch piece : rows.plan(config.optimizer().microBatchTokens())) {
            try (PtNDManager scope = EngineRuntime.newManager()) {
                List<PtNDArray> places = rows.places(piece, scope);
                List<PtNDArray> arguments = new ArrayList<>(places);
                arguments.addAll(rows.owners(piece, scope));
                arguments.add(rows.advantages(piece, scope));
                arguments.add(rows.spread(piece, scope, weights));
                arguments.add(rows.behaviour(piece, scope));
                arguments.add(referenceScores(places, scope));
                List<PtNDArray> result = state.accumulate(scope, "gradient", arguments);
                sums.add(result.get(0).toDoubleArray());
                scores.ifPresent(listener -> pass(piece, rows, Tensors.floats(result.get(1)), listener));
            }
        }
    }

    /** Passes on the log-probs of a micro-batch by row. */
    private static void pass(MicroBatch piece, Rows rows, float[] logProbs, ScoreListener listener) {
        int from = 0;
        for (int member : piece.members()) {
            int to = from + rows.length(member);
            listener.scored(member, Arrays.copyOfRange(logProbs, from, to));
            from = to;
        }
    }

    /**
     * The reference log-probs, copied to new arrays: libtorch rejects results of computations without gradients in
     * computations with gradients.
     */
    private PtNDArray referenceScores(List<PtNDArray> places, PtNDManager scope) {
        return reference
                .map(weights -> Tensors.of(
                        scope, Tensors.floats(run(weights, places, scope).get(0))))
                .orElseGet(() -> Tensors.zeros(scope, 0));
    }

    private List<TokenScores> score(List<TrainingRow> rows, Weights weights) {
        List<TokenScores> scores = new ArrayList<>(Collections.nCopies(rows.size(), null));
        Rows packed = new Rows(rows, config.temperature());
        for (MicroBatch piece : packed.plan(config.optimizer().microBatchTokens())) {
            try (PtNDManager scope = EngineRuntime.newManager()) {
                List<PtNDArray> result = run(weights, packed.places(piece, scope), scope);
                float[] logProbs = Tensors.floats(result.get(0));
                float[] entropies = Tensors.floats(result.get(1));
                int from = 0;
                for (int member : piece.members()) {
                    int to = from + packed.length(member);
                    scores.set(
                            member,
                            new TokenScores(
                                    Arrays.copyOfRange(logProbs, from, to), Arrays.copyOfRange(entropies, from, to)));
                    from = to;
                }
            }
        }
        return scores;
    }

    private List<PtNDArray> run(Weights weights, List<PtNDArray> places, PtNDManager scope) {
        return program.run(
                scope, "score", weights.arrays(), places.get(0), places.get(1), places.get(2), places.get(3));
    }

    /** Indices of the rows with a gradient; of all rows if there are none, so that there is something to report. */
    private List<Integer> computed(List<TrainingRow> rows) {
        LossConfig loss = config.loss();
        boolean every = loss.klCoefficient() > 0 || loss.entropyCoefficient() > 0;
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (every || hasAdvantage(rows.get(i))) {
                indices.add(i);
            }
        }
        return indices.isEmpty() ? IntStream.range(0, rows.size()).boxed().toList() : indices;
    }

    private static boolean hasAdvantage(TrainingRow row) {
        for (float advantage : row.advantages()) {
            if (advantage != 0) {
                return true;
            }
        }
        return false;
    }

    private static long tokens(List<TrainingRow> rows, boolean known) {
        return rows.stream()
                .filter(row -> !known || row.behaviour().known())
                .mapToLong(TrainingRow::length)
                .sum();
    }

    private static void finite(Minibatch minibatch, String what, double value) {
        if (!Double.isFinite(value)) {
            throw new PolicyException("minibatch %s: %s must be finite, was %s; the weights stay as they were"
                    .formatted(minibatch.id(), what, value));
        }
    }
}
