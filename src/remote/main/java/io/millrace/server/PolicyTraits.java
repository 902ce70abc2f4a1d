package io.millrace.server;

import static java.util.Objects.requireNonNull;

import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;

/**
 * What servers must agree with.
 *
 * @param model configured name under which they serve the policy; empty takes their own
 * @param tokenizer the policy's tokenizer
 * @param vocabulary number of token ids of the policy's model
 * @param contextTokens configured maximum length of prompt and response together, in tokens
 * @param temperature temperature of training samples
 * @param prompt prompt of the test samples
 */
record PolicyTraits(
        String model, Tokenizer tokenizer, int vocabulary, int contextTokens, double temperature, TokenIds prompt) {
    PolicyTraits {
        requireNonNull(model, "model");
        requireNonNull(tokenizer, "tokenizer");
        requireNonNull(prompt, "prompt");
    }
}
