package io.millrace.assembly;

import io.millrace.batch.RoundAssembler;
import io.millrace.curriculum.CurriculumConfig;
import io.millrace.dataset.Dataset;
import io.millrace.learner.Learner;
import io.millrace.method.rearl.Revise;
import io.millrace.pipeline.Compose;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Remember;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.token.Tokenizer;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the stages are made of, made where each stage runs.
 *
 * <p>Travels with the job to its task managers, so it holds settings only and makes everything else on demand. {@link
 * ConfiguredParts} reads them from the configuration; tests bring their own.
 */
public interface Parts extends Serializable {
    /** The training prompts. */
    Dataset prompts();

    /** Which of them are visited more often than others; empty if none is. */
    default Optional<CurriculumConfig> curriculum() {
        return Optional.empty();
    }

    /** The policy's tokenizer. */
    Tokenizer tokenizer();

    /** Length of a training prompt at most, in tokens; a visit of a longer one ends. */
    default int promptTokens() {
        return Integer.MAX_VALUE;
    }

    /** How responses are drawn for training. */
    SamplingPlan sampling(Tokenizer tokenizer);

    /** A new engine without weights; the caller closes it. */
    PolicyEngine engine();

    /**
     * What revises sampled groups.
     *
     * @param engine of the policy, not closed with it
     * @return empty if groups are not revised; the caller closes it
     */
    default Optional<Revise> revise(PolicyEngine engine) {
        return Optional.empty();
    }

    /** Verdicts and rewards. */
    Grade grade();

    /** The threshold of the reflection reward that was measured before the job began; empty if none was needed. */
    default OptionalDouble measuredThreshold() {
        return OptionalDouble.empty();
    }

    /**
     * Verdicts and rewards with a threshold measured earlier.
     *
     * @param measured takes the place of {@link #measuredThreshold}
     */
    default Grade grade(OptionalDouble measured) {
        return grade();
    }

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
