package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * One passage of a prompt through the stream.
 *
 * @param prompt the query
 * @param visit unique number of the query's visit: the number of its earlier visits, from 0; with a curriculum, the ordinal
 * @param split the ordered part of the input that it came from; a data set is one split
 * @param ordinal its position in the split, from 0 and without gaps; determines the pacing by staleness
 * @param readAt time at which the prompt was read, in epoch milliseconds, which is the event time of all its records; 0 if unknown.
 *     Nothing that is trained on may depend on it
 * @param priority among the visits that wait for the engine, those of higher priority are sampled first; {@value #NORMAL} if
 *     none was stated. It changes neither what is sampled nor the ordinal
 */
public record PromptVisit(Prompt prompt, long visit, String split, long ordinal, long readAt, int priority) {
    /** The priority of a visit for which none was stated. */
    public static final int NORMAL = 0;

    /** The time of a visit that was read by a version of Millrace that did not record it. */
    public static final long UNKNOWN_TIME = 0;

    public PromptVisit {
        requireNonNull(prompt, "prompt");
        requireNonNull(split, "split");
        Require.that(visit >= 0, "prompt %s: visit must be >= 0, was %d", prompt.queryId(), visit);
        Require.that(ordinal >= 0, "prompt %s: ordinal must be >= 0, was %d", prompt.queryId(), ordinal);
        Require.that(readAt >= 0, "prompt %s: readAt must be >= 0, was %d", prompt.queryId(), readAt);
    }

    /** A visit of normal priority. */
    public PromptVisit(Prompt prompt, long visit, String split, long ordinal, long readAt) {
        this(prompt, visit, split, ordinal, readAt, NORMAL);
    }

    /** A visit of normal priority, read at an unknown time. */
    public PromptVisit(Prompt prompt, long visit, String split, long ordinal) {
        this(prompt, visit, split, ordinal, UNKNOWN_TIME);
    }
}
