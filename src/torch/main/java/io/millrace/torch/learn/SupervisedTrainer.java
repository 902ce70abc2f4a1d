package io.millrace.torch.learn;

import static java.util.Objects.requireNonNull;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.check.Require;
import io.millrace.huggingface.FloatType;
import io.millrace.learner.SupervisedExample;
import io.millrace.model.PolicyException;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.Tensors;
import io.millrace.torch.TorchScriptProgram;
import io.millrace.torch.Weights;
import io.millrace.torch.learn.MicroBatch.Sequence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Trains a policy on examples, so that reinforcement learning of a tiny policy has a starting point.
 *
 * <pre>
 *   loss = -1/D sum over targets of  w_t log pi(target_t | prompt, targets before t)
 * </pre>
 *
 * <p>D is the constant {@link SupervisedConfig#divisor}. Not thread-safe.
 */
public final class SupervisedTrainer implements AutoCloseable {
    private final Path model;
    private final SupervisedConfig config;
    private final LongSupplier nanoTime;
    private final TorchScriptProgram program;
    private final TrainingState state;
    private final RowCheck check;
    private long step;

    private SupervisedTrainer(Path model, Weights weights, SupervisedConfig config, LongSupplier nanoTime) {
        this.model = requireNonNull(model, "model");
        this.config = requireNonNull(config, "config");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        program = LearnerProgram.loadSupervised(weights.config());
        state = new TrainingState(weights, program);
        check = new RowCheck(weights.config(), 1);
    }

    /**
     * Opens a trainer that starts from a Hugging Face folder.
     *
     * @param nanoTime a clock for the report, in nanoseconds
     */
    public static SupervisedTrainer open(Path model, SupervisedConfig config, LongSupplier nanoTime) {
        EngineRuntime.enter();
        return of(Weights.load(model), model, config, nanoTime);
    }

    /**
     * Creates a trainer that starts from given weights, for instance {@link Weights#random}.
     *
     * @param weights initial weights, owned by the trainer from now on
     * @param like the folder whose config.json and tokenizer are copied into exported folders
     */
    public static SupervisedTrainer of(Weights weights, Path like, SupervisedConfig config, LongSupplier nanoTime) {
        EngineRuntime.enter();
        try {
            return new SupervisedTrainer(like, weights, config, nanoTime);
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    /**
     * Trains until there are no more examples, or for a number of steps; the last batch may be smaller.
     *
     * @return number of steps taken
     */
    public long train(Iterator<SupervisedExample> examples, long steps, SupervisedListener listener) {
        long taken = 0;
        while (taken < steps && examples.hasNext()) {
            List<SupervisedExample> batch = new ArrayList<>(config.examples());
            while (batch.size() < config.examples() && examples.hasNext()) {
                batch.add(examples.next());
            }
            listener.onStep(train(batch));
            taken++;
        }
        return taken;
    }

    /**
     * Takes one optimizer step.
     *
     * @throws PolicyException if an example does not fit the model, or if the loss is not finite; the weights stay as they were
     */
    public SupervisedReport train(List<SupervisedExample> batch) {
        Require.that(!batch.isEmpty(), "supervised: batch must have at least 1 example, had none");
        EngineRuntime.enter();
        long start = nanoTime.getAsLong();
        for (int i = 0; i < batch.size(); i++) {
            check.sequence("example " + i, batch.get(i).prompt(), batch.get(i).target());
        }
        state.clear();
        double[] sums = accumulate(batch);
        finite("loss", sums[0]);
        double rate = config.optimizer().rateAt(step);
        double norm = state.step(config.optimizer(), rate);
        finite("gradient norm", norm);
        step++;
        return report(batch, sums, norm, rate, nanoTime.getAsLong() - start);
    }

    /** Number of optimizer steps taken so far. */
    public long step() {
        return step;
    }

    /** A copy of the current weights, owned by the caller. */
    public Weights snapshot() {
        EngineRuntime.enter();
        return state.weights().copy();
    }

    /** As {@link io.millrace.learner.Learner#save}. */
    public void save(Path folder) {
        EngineRuntime.enter();
        TrainingFiles.write(folder, state, step);
    }

    /** As {@link io.millrace.learner.Learner#restore}. */
    public void restore(Path folder) {
        EngineRuntime.enter();
        step = TrainingFiles.read(folder, state);
    }

    /** Writes the policy as a complete Hugging Face folder, which must not exist. */
    public void export(Path folder, FloatType type) {
        EngineRuntime.enter();
        state.weights().write(folder, model, type);
    }

    @Override
    public void close() {
        state.close();
        program.close();
    }

    private double[] accumulate(List<SupervisedExample> batch) {
        List<Sequence> sequences =
                batch.stream().map(e -> new Sequence(e.prompt(), e.target())).toList();
        List<float[]> weights = batch.stream().map(this::weights).toList();
        double[] total = new double[2];
        for (MicroBatch piece : MicroBatch.plan(sequences, config.optimizer().microBatchTokens())) {
            try (PtNDManager scope = EngineRuntime.newManager()) {
                List<PtNDArray> arguments = new ArrayList<>(Rows.places(sequences, piece, scope));
                arguments.add(Tensors.zeros(scope, 0));
                arguments.add(Tensors.of(scope, piece.pack(sequences, weights)));
                double[] sums =
                        state.accumulate(scope, "likelihood", arguments).get(0).toDoubleArray();
                total[0] += sums[0];
                total[1] += sums[1];
            }
        }
        return total;
    }

    private float[] weights(SupervisedExample example) {
        float[] weights = example.weights().clone();
        for (int t = 0; t < weights.length; t++) {
            weights[t] /= (float) config.divisor();
        }
        return weights;
    }

    private SupervisedReport report(
            List<SupervisedExample> batch, double[] sums, double norm, double rate, long nanos) {
        long tokens = 0;
        double weight = 0;
        for (SupervisedExample example : batch) {
            tokens += example.target().size();
            for (float one : example.weights()) {
                weight += one;
            }
        }
        double tokenLoss = weight == 0 ? 0 : sums[0] * config.divisor() / weight;
        return new SupervisedReport(step, sums[0], tokenLoss, sums[1] / tokens, norm, rate, tokens, nanos);
    }

    private void finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new PolicyException("supervised step %d: %s must be finite, was %s; the weights stay as they were"
                    .formatted(step + 1, what, value));
        }
    }
}
