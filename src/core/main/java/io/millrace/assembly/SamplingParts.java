package io.millrace.assembly;

import io.millrace.method.Reviser;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.token.Tokenizer;
import java.util.Optional;

/** Parts of the stages that sample and revise groups; both stages share an engine. */
public interface SamplingParts extends DeviceParts {
    /** The policy's tokenizer. */
    Tokenizer tokenizer();

    /** Maximum length of a training prompt, in tokens; visits of longer prompts end without training. */
    default int promptTokens() {
        return Integer.MAX_VALUE;
    }

    /** Sampling settings for training. */
    SamplingPlan sampling(Tokenizer tokenizer);

    /** A new engine with no weights loaded; the caller closes it. */
    PolicyEngine engine();

    /**
     * Creates the reviser of sampled groups.
     *
     * @param engine the policy's engine, which the reviser does not close
     * @return the reviser, which the caller closes; empty if groups are not revised
     */
    default Optional<Reviser> reviser(PolicyEngine engine) {
        return Optional.empty();
    }
}
