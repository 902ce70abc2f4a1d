package io.millrace.text;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Default;

/**
 * Length of paragraphs.
 *
 * @param minTokens minimum tokens after which a paragraph ends at the end of a sentence, at least 1
 * @param maxTokens tokens that a paragraph stays below if possible, above {@code minTokens}
 */
public record ParagraphConfig(
        @Default("32") int minTokens, @Default("128") int maxTokens) {
    public ParagraphConfig {
        OptionRules rules = new OptionRules("paragraphs");
        rules.that(minTokens >= 1, "minTokens", "must be >= 1, was %d", minTokens);
        rules.that(maxTokens > minTokens, "maxTokens", "must be > minTokens (%d), was %d", minTokens, maxTokens);
        rules.done();
    }
}
