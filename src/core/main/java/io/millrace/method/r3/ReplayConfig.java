package io.millrace.method.r3;

import static java.util.Objects.requireNonNull;

import io.millrace.advantage.AdvantageConfig;
import io.millrace.advantage.Grpo;
import io.millrace.check.OptionRules;
import io.millrace.method.MethodSettings;
import io.millrace.plugin.Default;
import io.millrace.plugin.Extensions;
import io.millrace.plugin.Problems;

/**
 * Cross-context replay.
 *
 * @param enabled whether it is used
 * @param k maximum remembered responses that join a group, at least 1
 * @param choice which remembered responses are taken first
 * @param whenAllWrong whether correct responses join a group that is all incorrect
 * @param whenAllCorrect whether incorrect responses join a group that is all correct
 * @param crossContext whether responses sampled in a reflection may join a plain group; false takes only responses sampled in the
 *     same context
 * @param alpha scale of the standard deviation in the advantage, above 0
 * @param lambda added to the scaled standard deviation, at least 0; replaces {@code advantage.epsilon}
 */
public record ReplayConfig(
        @Default("false") boolean enabled,
        @Default("1") int k,
        @Default("random") Choice choice,
        @Default("true") boolean whenAllWrong,
        @Default("true") boolean whenAllCorrect,
        @Default("true") boolean crossContext,
        @Default("1.0") double alpha,
        @Default("1.0e-6") double lambda) {
    /** Order in which remembered responses are taken. */
    public enum Choice {
        /** A uniformly random one. */
        RANDOM,
        /** The most recently remembered one. */
        NEWEST,
        /** The one with the fewest tokens. */
        SHORTEST,
        /** The one with the highest total reward; among incorrect ones, the one closest to correct. */
        BEST_REWARD
    }

    public ReplayConfig {
        requireNonNull(choice, "choice");
        OptionRules rules = new OptionRules("replay");
        rules.that(k >= 1, "k", "must be >= 1, was %d", k);
        rules.that(alpha > 0 && Double.isFinite(alpha), "alpha", "must be > 0 and finite, was %s", alpha);
        rules.that(lambda >= 0 && Double.isFinite(lambda), "lambda", "must be >= 0 and finite, was %s", lambda);
        rules.done();
    }

    /** Reports options that do not fit the rest of the configuration. */
    void check(MethodSettings settings, Problems problems) {
        AdvantageConfig advantage = settings.advantage();
        if (!(advantage.estimator() instanceof Grpo)) {
            problems.report(
                    "advantage.estimator",
                    "must be grpo with method.r3.replay.enabled, was %s",
                    Extensions.type(advantage.estimator()));
        }
        if (!whenAllWrong && !whenAllCorrect) {
            problems.report("method.r3.replay", "has no effect: turn on whenAllWrong or whenAllCorrect");
        }
        String empty = "must be >= 1 with method.r3.replay.%s, which draws from them, was 0";
        if (whenAllWrong && settings.memory().correct() == 0) {
            problems.report("memory.correct", empty, "whenAllWrong");
        }
        if (whenAllCorrect && settings.memory().wrong() == 0) {
            problems.report("memory.wrong", empty, "whenAllCorrect");
        }
        double otherwise = settings.defaultEpsilon();
        if (advantage.epsilon() != otherwise) {
            problems.report(
                    "advantage.epsilon",
                    "must keep its default %s with method.r3.replay.enabled, which uses method.r3.replay.lambda instead, was %s",
                    otherwise,
                    advantage.epsilon());
        }
    }
}
