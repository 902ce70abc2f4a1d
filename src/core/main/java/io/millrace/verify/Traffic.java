package io.millrace.verify;

import io.millrace.check.Require;

/**
 * Requests of verifiers to other machines since their creation.
 *
 * @param requests sent, retries included
 * @param retries requests that were sent again
 * @param failures requests without verdicts, retries included
 * @param seconds total duration of the requests, in seconds
 * @param circuitsOpen verifiers that currently send no requests because their server keeps failing (open circuit breaker)
 */
public record Traffic(long requests, long retries, long failures, double seconds, int circuitsOpen) {
    /** The traffic of verifiers that send no requests. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

    public Traffic {
        Require.that(
                requests >= 0 && retries >= 0 && failures >= 0 && seconds >= 0 && circuitsOpen >= 0,
                "traffic: figures must be >= 0, had %d requests, %d retries, %d failures, %s s, %d open",
                requests,
                retries,
                failures,
                seconds,
                circuitsOpen);
    }

    /** The sum of this and other traffic. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                requests + other.requests,
                retries + other.retries,
                failures + other.failures,
                seconds + other.seconds,
                circuitsOpen + other.circuitsOpen);
    }
}
