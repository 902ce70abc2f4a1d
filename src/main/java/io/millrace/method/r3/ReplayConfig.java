package io.millrace.method.r3;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;

/**
 * Cross-context replay.
 *
 * @param enabled whether it is used
 * @param k remembered responses that join a group, at most; at least 1
 * @param choice which of the remembered ones are taken
 * @param whenAllWrong whether right ones join a group that is all wrong
 * @param whenAllCorrect whether wrong ones join a group that is all right
 * @param crossContext whether what was sampled in a reflection may join a plain group; false takes only what was sampled in the
 *     same context
 * @param alpha scale of the standard deviation in the advantage, above 0
 * @param lambda added to the scaled standard deviation, at least 0; it takes the place of {@code advantage.epsilon}
 */
public record ReplayConfig(
        boolean enabled,
        int k,
        Choice choice,
        boolean whenAllWrong,
        boolean whenAllCorrect,
        boolean crossContext,
        double alpha,
        double lambda) {
    /** Which of the remembered responses are taken first. */
    public enum Choice {
        /** Any, each as likely as the next. */
        RANDOM,
        /** The last remembered. */
        NEWEST,
        /** The one with the fewest tokens. */
        SHORTEST,
        /** The one with the highest total reward; among wrong ones the nearest miss. */
        BEST_REWARD
    }

    public ReplayConfig {
        requireNonNull(choice, "choice");
        Require.that(k >= 1, "replay: k must be >= 1, was %d", k);
        Require.that(alpha > 0 && Double.isFinite(alpha), "replay: alpha must be > 0 and finite, was %s", alpha);
        Require.that(lambda >= 0 && Double.isFinite(lambda), "replay: lambda must be >= 0 and finite, was %s", lambda);
    }
}
