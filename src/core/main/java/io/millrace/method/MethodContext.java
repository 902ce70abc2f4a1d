package io.millrace.method;

import io.millrace.policy.PolicyEngine;
import io.millrace.policy.Sampling;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.OptionalDouble;

/** Everything needed to build the parts of a method. */
public interface MethodContext {
    /** The part of the configuration that methods depend on. */
    MethodSettings settings();

    /** The policy's tokenizer, with prompts that end as configured. */
    Tokenizer tokenizer();

    /** Finds the thinking of the policy's responses. */
    Thoughts thoughts();

    /** Sampling for training at full length. */
    Sampling sampling();

    /** The value of a {@link Measurement}; empty if it has not been taken. */
    OptionalDouble measured(String name);

    /**
     * The tokenizer of a {@link RequiredModel}.
     *
     * @param key the key of the requirement; empty for the policy itself, whose prompts then end as its chat template defines
     */
    Tokenizer modelTokenizer(String key);

    /**
     * A new engine that runs a {@link RequiredModel}; the caller closes it.
     *
     * @param key the key of the requirement
     */
    PolicyEngine modelEngine(String key);
}
