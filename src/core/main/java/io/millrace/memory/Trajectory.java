package io.millrace.memory;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Entropies;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;

/**
 * A graded response as remembered under its query.
 *
 * @param visit the query's visit that sampled it, from 0
 * @param response the response with its verdict and rewards
 */
public record Trajectory(long visit, GradedResponse response) {
    public Trajectory {
        requireNonNull(response, "response");
        Require.that(visit >= 0, "trajectory: visit must be >= 0, was %d", visit);
    }

    /** The trajectory of a response to a visit. */
    public static Trajectory of(PromptVisit visit, GradedResponse response) {
        return new Trajectory(visit.visit(), response);
    }

    /** This trajectory reduced to the parts that are remembered. */
    public Trajectory keeping(boolean logProbs, boolean entropies) {
        Response all = response.response();
        Response kept = new Response(
                all.sample(),
                all.tokens(),
                logProbs ? all.logProbs() : LogProbs.NONE,
                entropies ? all.entropies() : Entropies.NONE,
                all.finish(),
                all.spans(),
                all.origin(),
                all.context(),
                all.interaction());
        return new Trajectory(visit, new GradedResponse(kept, response.verdict(), response.rewards()));
    }
}
