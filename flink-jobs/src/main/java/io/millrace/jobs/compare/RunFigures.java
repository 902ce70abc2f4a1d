package io.millrace.jobs.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.eval.Insight;
import java.util.List;

/**
 * What one run came to. What is not known is NaN.
 *
 * @param training of the run itself
 * @param heldOut of the policy at the end, on held-out prompts
 * @param trained of the policy at the end, on the prompts it was trained on
 */
record RunFigures(Training training, Measured heldOut, Measured trained) {
    /**
     * The run itself.
     *
     * @param steps optimizer steps taken
     * @param zeroAdvantage share of groups that taught nothing, over all steps, 0..1
     * @param solvedNone share of groups without a right response, 0..1
     * @param solvedAll share of groups with right responses only, 0..1
     * @param wobble standard deviation of the share of right responses of a step around the mean of the steps about it, over
     *     the second half of the run, 0..1
     * @param sampledTokens sampled for training, in all
     * @param curve how it went, in order
     */
    record Training(
            long steps,
            double zeroAdvantage,
            double solvedNone,
            double solvedAll,
            double wobble,
            double sampledTokens,
            List<Point> curve) {
        /** Of a policy that was not trained. */
        static final Training NONE =
                new Training(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, List.of());

        Training {
            curve = List.copyOf(curve);
        }
    }

    /**
     * Some steps of a run.
     *
     * @param sampled response tokens sampled up to their end
     * @param accuracy share of right responses, 0..1
     * @param tokens mean response length
     */
    record Point(double sampled, double accuracy, double tokens) {}

    /**
     * A policy on some prompts, sampled.
     *
     * @param insights of all prompts, and then of each level of difficulty; empty if it was not measured
     * @param hard share of right responses on the prompts that were hard for the starting policy, 0..1; NaN if none was
     */
    record Measured(List<Insight> insights, double hard) {
        /** Not measured. */
        static final Measured NONE = new Measured(List.of(), Double.NaN);

        Measured {
            insights = List.copyOf(insights);
        }

        /** Of all prompts together. */
        Insight all() {
            return insights.get(0);
        }

        /** Whether it was measured. */
        boolean known() {
            return !insights.isEmpty();
        }
    }

    RunFigures {
        requireNonNull(training, "training");
        requireNonNull(heldOut, "heldOut");
        requireNonNull(trained, "trained");
    }
}
