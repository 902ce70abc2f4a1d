package io.millrace.operators.testkit;

import io.millrace.assembly.Parts;
import io.millrace.batch.RoundAssembler;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.PromptRecords;
import io.millrace.learner.Learner;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Remember;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingPlan;
import io.millrace.token.Tokenizer;
import java.util.Map;

/** Forwards to other parts, except for overridden methods. */
public interface ForwardingParts extends Parts {
    /** The other parts. */
    Parts parts();

    @Override
    default Dataset prompts() {
        return parts().prompts();
    }

    @Override
    default PromptRecords promptRecords() {
        return parts().promptRecords();
    }

    @Override
    default Tokenizer tokenizer() {
        return parts().tokenizer();
    }

    @Override
    default SamplingPlan sampling(Tokenizer tokenizer) {
        return parts().sampling(tokenizer);
    }

    @Override
    default PolicyEngine engine() {
        return parts().engine();
    }

    @Override
    default Grade grade(Map<String, Double> measured) {
        return parts().grade(measured);
    }

    @Override
    default RoundAssembler assembler() {
        return parts().assembler();
    }

    @Override
    default Remember remember() {
        return parts().remember();
    }

    @Override
    default Learner learner() {
        return parts().learner();
    }
}
