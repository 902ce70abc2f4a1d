package io.millrace.assembly;

import io.millrace.batch.RoundAssembler;
import io.millrace.curriculum.CurriculumConfig;
import io.millrace.dataset.Dataset;
import io.millrace.learner.Learner;
import io.millrace.method.Reviser;
import io.millrace.method.StepNews;
import io.millrace.pipeline.Compose;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Remember;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.token.Tokenizer;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    default Optional<Reviser> reviser(PolicyEngine engine) {
        return Optional.empty();
    }

    /** Values that methods had measured before the job began, by name. */
    default Map<String, Double> measured() {
        return Map.of();
    }

    /**
     * Verdicts and rewards.
     *
     * @param values measured for the methods: {@link #measured}, or those of the checkpoint that the job is restored from
     */
    Grade grade(Map<String, Double> values);

    /** Verdicts and rewards with the {@link #measured} values. */
    default Grade grade() {
        return grade(measured());
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

    /** Events of the training that are reported in the log. */
    default List<StepNews> news() {
        return List.of();
    }
}
