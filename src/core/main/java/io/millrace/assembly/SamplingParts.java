package io.millrace.assembly;

import io.millrace.method.Reviser;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.token.Tokenizer;
import java.io.Serializable;
import java.util.Optional;

/** Parts of the stages that sample and revise groups, which share an engine. */
public interface SamplingParts extends Serializable {
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
}
