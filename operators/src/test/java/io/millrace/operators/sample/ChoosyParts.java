package io.millrace.operators.sample;

import io.millrace.assembly.Parts;
import io.millrace.operators.testkit.ForwardingParts;
import io.millrace.testkit.RefusingTokens;
import io.millrace.testkit.hash.HashParts;
import io.millrace.token.Tokenizer;

/**
 * The hash system with a limit on prompt lengths.
 *
 * @param promptTokens maximum number of tokens of a prompt; 0 for a tokenizer that rejects all prompts
 */
record ChoosyParts(int promptTokens) implements ForwardingParts {
    private static final HashParts HASH = new HashParts(1, 0, 0, 100);

    @Override
    public Parts parts() {
        return HASH;
    }

    @Override
    public Tokenizer tokenizer() {
        return promptTokens > 0 ? HASH.tokenizer() : new RefusingTokens(HASH.tokenizer(), messages -> true);
    }
}
