package io.millrace.config;

import io.millrace.check.OptionRules;

/**
 * Shape of a Llama model.
 *
 * @param layers number of decoder layers, at least 1
 * @param hidden width of the residual stream, at least 2; an even multiple of {@code heads}
 * @param intermediate width of the MLP, at least 1
 * @param heads query heads, at least 1
 * @param kvHeads key and value heads, at least 1; divides {@code heads}
 * @param contextTokens maximum length of prompt and response together, in tokens, at least 2
 */
public record ModelShape(int layers, int hidden, int intermediate, int heads, int kvHeads, int contextTokens) {
    public ModelShape {
        OptionRules rules = new OptionRules("model");
        rules.that(layers >= 1, "layers", "must be >= 1, was %d", layers);
        rules.that(hidden >= 2, "hidden", "must be >= 2, was %d", hidden);
        rules.that(intermediate >= 1, "intermediate", "must be >= 1, was %d", intermediate);
        rules.that(heads >= 1, "heads", "must be >= 1, was %d", heads);
        rules.that(kvHeads >= 1, "kvHeads", "must be >= 1, was %d", kvHeads);
        rules.that(contextTokens >= 2, "contextTokens", "must be >= 2, was %d", contextTokens);
        rules.that(
                heads < 1 || hidden < 2 || hidden % (2 * heads) == 0,
                "hidden",
                "must be an even multiple of heads, was %d with %d heads",
                hidden,
                heads);
        rules.that(
                heads < 1 || kvHeads < 1 || heads % kvHeads == 0,
                "kvHeads",
                "must divide heads, was %d with %d heads",
                kvHeads,
                heads);
        rules.done();
    }
}
