package io.millrace.torch.learn;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.learner.OptimizerConfig;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.Tensors;
import io.millrace.torch.TorchScriptProgram;
import io.millrace.torch.Weights;
import java.util.List;

/**
 * The state that an optimizer step changes: weights, AdamW's moments and the number of updates; and the accumulated
 * gradient.
 *
 * <pre>
 *   g    = gradient * min(1, clipNorm / (|gradient| + 1e-6))     norm over all parameters
 *   m    = beta1 m + (1 - beta1) g
 *   v    = beta2 v + (1 - beta2) g^2
 *   p    = p (1 - rate weightDecay) - rate m / (1 - beta1^n) / (sqrt(v / (1 - beta2^n)) + epsilon)
 * </pre>
 *
 * <p>AdamW (arXiv:1711.05101); n counts updates, from 1. All parameters decay.
 */
final class TrainingState implements AutoCloseable {
    private final Weights weights;
    private final Weights first;
    private final Weights second;
    private final Weights gradient;
    private final TorchScriptProgram program;
    private long updates;

    /** @param weights weights, owned exclusively from now on */
    TrainingState(Weights weights, TorchScriptProgram program) {
        this.weights = weights;
        this.program = program;
        first = weights.copy();
        second = weights.copy();
        gradient = weights.copy();
        try (PtNDManager scope = EngineRuntime.newManager()) {
            program.run(scope, "clear", (Object) first.arrays());
            program.run(scope, "clear", (Object) second.arrays());
        }
        for (PtNDArray parameter : weights.arrays()) {
            parameter.setName("p[]");
            parameter.setRequiresGradient(true);
        }
        for (PtNDArray parameter : gradient.arrays()) {
            parameter.setName("g[]");
        }
    }

    Weights weights() {
        return weights;
    }

    Weights first() {
        return first;
    }

    Weights second() {
        return second;
    }

    long updates() {
        return updates;
    }

    void updates(long count) {
        updates = count;
    }

    /** Clears the accumulated gradient. */
    void clear() {
        try (PtNDManager scope = EngineRuntime.newManager()) {
            program.run(scope, "clear", (Object) gradient.arrays());
        }
    }

    /** Adds to the gradient; returns the results of the program's method. */
    List<PtNDArray> accumulate(PtNDManager scope, String method, List<PtNDArray> arguments) {
        NDList all = new NDList(weights.arrays());
        all.addAll(List.of(gradient.arrays()));
        all.addAll(arguments);
        return program.runWithGradients(scope, method, all);
    }

    /**
     * Takes one optimizer step with the accumulated gradient, unless its norm is not finite.
     *
     * @return global L2 norm before clipping
     */
    double step(OptimizerConfig optimizer, double rate) {
        try (PtNDManager scope = EngineRuntime.newManager()) {
            double norm = Tensors.floats(program.run(
                            scope,
                            "step",
                            weights.arrays(),
                            gradient.arrays(),
                            first.arrays(),
                            second.arrays(),
                            updates + 1,
                            rate,
                            optimizer.beta1(),
                            optimizer.beta2(),
                            optimizer.epsilon(),
                            optimizer.weightDecay(),
                            optimizer.clipNorm())
                    .get(0))[0];
            if (Double.isFinite(norm)) {
                updates++;
            }
            return norm;
        }
    }

    @Override
    public void close() {
        gradient.close();
        second.close();
        first.close();
        weights.close();
    }
}
