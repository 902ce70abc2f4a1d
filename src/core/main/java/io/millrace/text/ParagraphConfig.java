package io.millrace.text;

import io.millrace.check.Require;
import io.millrace.plugin.Default;

/**
 * How long paragraphs are.
 *
 * @param minTokens tokens from which on a paragraph ends with a sentence, at least 1
 * @param maxTokens tokens that a paragraph stays below if it can, above {@code minTokens}
 */
public record ParagraphConfig(
        @Default("32") int minTokens, @Default("128") int maxTokens) {
    public ParagraphConfig {
        Require.that(minTokens >= 1, "paragraphs: minTokens must be >= 1, was %d", minTokens);
        Require.that(
                maxTokens > minTokens, "paragraphs: maxTokens must be > minTokens (%d), was %d", minTokens, maxTokens);
    }
}
