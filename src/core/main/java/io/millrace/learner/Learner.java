package io.millrace.learner;

import io.millrace.model.Minibatch;
import java.nio.file.Path;

/** Takes an optimizer step for each minibatch. Not thread-safe: one thread trains. */
public interface Learner extends AutoCloseable {
    /**
     * Takes one optimizer step, or, for a minibatch without rows, counts one without changing the weights.
     *
     * @throws io.millrace.model.PolicyException if the minibatch does not fit the model, or if the loss is not finite; the
     * weights are then unchanged
     */
    StepReport train(Minibatch minibatch);

    /**
     * As {@link #train(Minibatch)}, and also passes on the log-probabilities that it computes. The weights are bitwise the same. A
     * learner that computes none passes on none.
     */
    default StepReport train(Minibatch minibatch, ScoreListener scores) {
        return train(minibatch);
    }

    /** Optimizer steps taken so far. */
    long step();

    /**
     * Writes the complete training state, from which training continues bitwise identically: F32 weights, optimizer moments,
     * step. The folder must not exist; it appears completely or not at all.
     */
    void save(Path folder);

    /** Restores the state written by {@link #save}; a state of another model is rejected with an error that names it. */
    void restore(Path folder);

    /** Writes the policy as a complete Hugging Face folder. The folder must not exist; it appears completely or not at all. */
    void export(Path folder);

    @Override
    void close();
}
