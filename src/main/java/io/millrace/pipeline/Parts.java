package io.millrace.pipeline;

import io.millrace.batch.RoundAssembler;
import io.millrace.dataset.Dataset;
import io.millrace.learner.Learner;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.policy.Tokenizer;
import java.io.Serializable;

/**
 * What the stages are made of, made where each stage runs.
 *
 * <p>Travels with the job to its task managers, so it holds settings only and makes everything else on demand. {@link
 * ConfiguredParts} reads them from the configuration; tests bring their own.
 */
public interface Parts extends Serializable {
    /** The training prompts. */
    Dataset prompts();

    /** The policy's tokenizer. */
    Tokenizer tokenizer();

    /** How responses are drawn for training. */
    SamplingPlan sampling(Tokenizer tokenizer);

    /** A new engine without weights; the caller closes it. */
    PolicyEngine engine();

    /** Verdicts and rewards. */
    Grade grade();

    /** Advantages and rounds. */
    RoundAssembler assembler();

    /** Minibatches. */
    default Compose compose() {
        return Compose.plain(assembler());
    }

    /** What happens to a graded group at its query's memory. */
    Remember remember();

    /** A new learner at step 0 with the initial policy's weights; the caller closes it. */
    Learner learner();
}
