package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * A reflection to sample.
 *
 * @param prompt the prompt of kind REFLECTION, under the id of the query it is about
 * @param visit the query's visit that triggered it, from 1
 */
public record Reflection(Prompt prompt, long visit) {
    public Reflection {
        requireNonNull(prompt, "prompt");
        Require.that(visit >= 1, "reflection on %s: visit must be >= 1, was %d", prompt.queryId(), visit);
    }
}
