package io.millrace.operators.sample;

import io.millrace.batch.RoundAssembler;
import io.millrace.dataset.Dataset;
import io.millrace.learner.Learner;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Parts;
import io.millrace.pipeline.Remember;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.policy.Tokenizer;
import io.millrace.testkit.RefusingTokens;
import io.millrace.testkit.hash.HashParts;

/**
 * The hash system with prompts that may not be long.
 *
 * @param promptTokens of a prompt at most; 0 for a tokenizer that can read none
 */
record ChoosyParts(int promptTokens) implements Parts {
    private static final HashParts HASH = new HashParts(1, 0, 0, 100);

    @Override
    public Dataset prompts() {
        return HASH.prompts();
    }

    @Override
    public Tokenizer tokenizer() {
        return promptTokens > 0 ? HASH.tokenizer() : new RefusingTokens(HASH.tokenizer(), messages -> true);
    }

    @Override
    public SamplingPlan sampling(Tokenizer tokenizer) {
        return HASH.sampling(tokenizer);
    }

    @Override
    public PolicyEngine engine() {
        return HASH.engine();
    }

    @Override
    public Grade grade() {
        return HASH.grade();
    }

    @Override
    public RoundAssembler assembler() {
        return HASH.assembler();
    }

    @Override
    public Remember remember() {
        return HASH.remember();
    }

    @Override
    public Learner learner() {
        return HASH.learner();
    }
}
