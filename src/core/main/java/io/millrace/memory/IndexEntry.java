package io.millrace.memory;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.FinishReason;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.Verdict;

/**
 * Index entry of a remembered trajectory: everything that selection and eviction need, without reading the trajectory itself.
 *
 * @param number the number of the trajectory under its query, from 0 in the order of remembering; never used twice
 * @param visit the query's visit that sampled it, from 0
 * @param verdict correct or incorrect
 * @param reward total reward R
 * @param tokens response length L in tokens, at least 1
 * @param version number of the oldest policy version that took part in it
 * @param context the kind of prompt it was sampled under
 * @param finish why it ended
 * @param time when it was remembered, in epoch milliseconds
 * @param fingerprint the fingerprint of its tokens: similar responses differ in few bits
 */
public record IndexEntry(
        long number,
        long visit,
        Verdict.Kind verdict,
        float reward,
        int tokens,
        long version,
        PromptKind context,
        FinishReason finish,
        long time,
        long fingerprint) {
    public IndexEntry {
        requireNonNull(verdict, "verdict");
        requireNonNull(context, "context");
        requireNonNull(finish, "finish");
        Require.that(number >= 0, "index entry: number must be >= 0, was %d", number);
        Require.that(tokens >= 1, "index entry %d: tokens must be >= 1, was %d", number, tokens);
    }

    /**
     * The entry of a trajectory.
     *
     * @param number under its query
     * @param time when it is remembered, in epoch milliseconds
     */
    public static IndexEntry of(long number, Trajectory trajectory, long time) {
        Response response = trajectory.response().response();
        return new IndexEntry(
                number,
                trajectory.visit(),
                trajectory.response().verdict().kind(),
                (float) trajectory.response().reward(),
                response.length(),
                response.oldestVersion(),
                response.context(),
                response.finish(),
                time,
                Fingerprint.of(response.tokens()));
    }

    public boolean correct() {
        return verdict == Verdict.Kind.CORRECT;
    }
}
