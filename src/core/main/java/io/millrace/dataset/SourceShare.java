package io.millrace.dataset;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * A source's part of a data set and of the visits.
 *
 * @param source its name
 * @param prompts number of its prompts, which follow those of the source before it; at least 1
 * @param weight relative frequency of its visits among the weights of all sources, above 0
 */
public record SourceShare(String source, long prompts, double weight) {
    public SourceShare {
        requireNonNull(source, "source");
        Require.that(prompts >= 1, "source %s: must have at least one prompt, had %d", source, prompts);
        Require.that(
                weight > 0 && Double.isFinite(weight),
                "source %s: weight must be finite and > 0, was %s",
                source,
                weight);
    }
}
