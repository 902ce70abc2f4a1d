package io.millrace.learner;

import io.millrace.model.Minibatch;
import java.nio.file.Path;

/** Turns minibatches into optimizer steps. Not thread-safe: one thread trains. */
public interface Learner extends AutoCloseable {
    /**
     * Takes one optimizer step, or, for a minibatch without rows, counts one without changing the weights.
     *
     * @throws io.millrace.model.PolicyException if the minibatch does not fit the model, or if the loss is not finite; the
     *     weights stay as they were
     */
    StepReport train(Minibatch minibatch);

    /** Optimizer steps taken so far. */
    long step();

    /**
     * Writes all that training needs to go on bitwise as if it had never stopped: F32 weights, optimizer moments, step.
     * The folder must not exist; it appears whole or not at all.
     */
    void save(Path folder);

    /** Takes over what {@link #save} wrote; refuses another model's by name. */
    void restore(Path folder);

    /** Writes the policy as a complete Hugging Face folder. The folder must not exist; it appears whole or not at all. */
    void export(Path folder);

    @Override
    void close();
}
