package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.eval.ThinkingStatistics;
import java.util.List;

/**
 * The figures of one run. Unknown values are NaN.
 *
 * @param training figures of the training itself
 * @param heldOut figures of the final policy on held-out prompts
 * @param trained figures of the final policy on its training prompts
 */
record RunFigures(Training training, Measured heldOut, Measured trained) {
    /**
     * The figures of the training.
     *
     * @param steps number of optimizer steps taken
     * @param zeroAdvantage share of groups without advantages, over all steps, 0..1
     * @param solvedNone share of groups without a correct response, 0..1
     * @param solvedAll share of groups with only correct responses, 0..1
     * @param fluctuation standard deviation of a step's share of correct responses around the mean of its neighbouring
     *     steps, over the second half of the run, 0..1
     * @param sampledTokens total number of response tokens sampled for training
     * @param curve points of the learning curve, in order
     */
    record Training(
            long steps,
            double zeroAdvantage,
            double solvedNone,
            double solvedAll,
            double fluctuation,
            double sampledTokens,
            List<Point> curve) {
        /** The figures of an untrained policy. */
        static final Training NONE =
                new Training(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of());

        Training {
            curve = List.copyOf(curve);
        }
    }

    /**
     * A point of the curve: consecutive steps of a run.
     *
     * @param sampled response tokens sampled by the end of these steps
     * @param accuracy share of correct responses, 0..1
     * @param tokens mean response length
     */
    record Point(double sampled, double accuracy, double tokens) {}

    /**
     * Figures of a policy on some prompts, with sampling.
     *
     * @param statistics figures of all prompts, followed by those of each level of difficulty; empty if not measured
     * @param hard share of correct responses on the prompts that were hard for the starting policy, 0..1; NaN if there
     *     were none
     */
    record Measured(List<ThinkingStatistics> statistics, double hard) {
        /** Not measured. */
        static final Measured NONE = new Measured(List.of(), Double.NaN);

        Measured {
            statistics = List.copyOf(statistics);
        }

        /** The figures of all prompts together. */
        ThinkingStatistics all() {
            return statistics.get(0);
        }

        /** Whether it was measured. */
        boolean known() {
            return !statistics.isEmpty();
        }
    }

    RunFigures {
        requireNonNull(training, "training");
        requireNonNull(heldOut, "heldOut");
        requireNonNull(trained, "trained");
    }
}
