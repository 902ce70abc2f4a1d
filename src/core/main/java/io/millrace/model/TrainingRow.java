package io.millrace.model;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import java.util.Arrays;

/**
 * One response as the learner sees it.
 *
 * @param queryId the query it answers
 * @param visit the query's visit, from 0
 * @param sample index in its group, from 0
 * @param step optimizer step of the oldest weights that sampled it
 * @param prompt P prompt tokens
 * @param response T response tokens, observations included, at least 1
 * @param behaviour behaviour log-probabilities in nats, T values, or none
 * @param advantages advantage A of each response token, T values; the array is owned by this value and must not be written to
 * @param origin its origin in the group
 * @param roles which response tokens were sampled; only these are trained on
 */
public record TrainingRow(
        String queryId,
        long visit,
        int sample,
        long step,
        TokenIds prompt,
        TokenIds response,
        LogProbs behaviour,
        float[] advantages,
        Origin origin,
        TokenRoles roles) {
    public TrainingRow {
        requireNonNull(queryId, "queryId");
        requireNonNull(prompt, "prompt");
        requireNonNull(response, "response");
        requireNonNull(behaviour, "behaviour");
        requireNonNull(origin, "origin");
        requireNonNull(roles, "roles");
        Require.that(response.size() >= 1, "row of %s: response must have at least 1 token", queryId);
        Require.that(prompt.size() >= 1, "row of %s: prompt must have at least 1 token", queryId);
        Require.that(
                advantages.length == response.size(),
                "row of %s: must have an advantage for each of its %d tokens, had %d",
                queryId,
                response.size(),
                advantages.length);
        Require.that(
                !behaviour.known() || behaviour.values().length == response.size(),
                "row of %s: must have a log-prob for each of its %d tokens, had %d",
                queryId,
                response.size(),
                behaviour.values().length);
        roles.requireWithin("row of " + queryId, response.size());
    }

    /** A row of a response whose tokens were all sampled. */
    public TrainingRow(
            String queryId,
            long visit,
            int sample,
            long step,
            TokenIds prompt,
            TokenIds response,
            LogProbs behaviour,
            float[] advantages,
            Origin origin) {
        this(queryId, visit, sample, step, prompt, response, behaviour, advantages, origin, TokenRoles.SAMPLED);
    }

    /** This row with other advantages. */
    public TrainingRow with(float... others) {
        return new TrainingRow(queryId, visit, sample, step, prompt, response, behaviour, others, origin, roles);
    }

    /** Number of sampled response tokens L, at least 1. */
    public int length() {
        return response.size() - roles.observed();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainingRow that
                && queryId.equals(that.queryId)
                && visit == that.visit
                && sample == that.sample
                && step == that.step
                && prompt.equals(that.prompt)
                && response.equals(that.response)
                && behaviour.equals(that.behaviour)
                && Arrays.equals(advantages, that.advantages)
                && origin == that.origin
                && roles.equals(that.roles);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new Object[] {queryId, visit, sample, response, Arrays.hashCode(advantages)});
    }
}
