package io.millrace.config;

import io.millrace.check.Require;

/**
 * Shape of a Llama model.
 *
 * @param layers number of decoder layers, at least 1
 * @param hidden width of the residual stream, at least 2; an even multiple of {@code heads}
 * @param intermediate width of the MLP, at least 1
 * @param heads query heads, at least 1
 * @param kvHeads key and value heads, at least 1; divides {@code heads}
 * @param contextTokens prompt and response together at most, in tokens, at least 2
 */
public record ModelShape(int layers, int hidden, int intermediate, int heads, int kvHeads, int contextTokens) {
    public ModelShape {
        Require.that(layers >= 1, "model: layers must be >= 1, was %d", layers);
        Require.that(hidden >= 2, "model: hidden must be >= 2, was %d", hidden);
        Require.that(intermediate >= 1, "model: intermediate must be >= 1, was %d", intermediate);
        Require.that(heads >= 1, "model: heads must be >= 1, was %d", heads);
        Require.that(kvHeads >= 1, "model: kvHeads must be >= 1, was %d", kvHeads);
        Require.that(contextTokens >= 2, "model: contextTokens must be >= 2, was %d", contextTokens);
        Require.that(
                hidden % (2 * heads) == 0,
                "model: hidden must be an even multiple of heads, was %d with %d heads",
                hidden,
                heads);
        Require.that(heads % kvHeads == 0, "model: kvHeads must divide heads, was %d with %d heads", kvHeads, heads);
    }
}
