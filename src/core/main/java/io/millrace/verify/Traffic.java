package io.millrace.verify;

import io.millrace.check.Require;

/**
 * What verifiers have asked of other machines since they were made.
 *
 * @param requests sent, retries included
 * @param retries requests that were sent again
 * @param failures requests without verdicts, retries included
 * @param seconds that the requests took, all together
 * @param circuitsOpen verifiers that leave their server alone at the moment, since it keeps failing
 */
public record Traffic(long requests, long retries, long failures, double seconds, int circuitsOpen) {
    /** Of those that ask nobody. */
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

    /** Of two together. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                requests + other.requests,
                retries + other.retries,
                failures + other.failures,
                seconds + other.seconds,
                circuitsOpen + other.circuitsOpen);
    }
}
