package io.millrace.jobs.compare;

/**
 * What one run came to.
 *
 * @param zeroAdvantage share of groups that taught nothing, over all steps, 0..1
 * @param solvedNone share of groups without a right response, 0..1
 * @param solvedAll share of groups with right responses only, 0..1
 * @param heldOut of the policy at the end, on held-out prompts
 * @param training of the policy at the end, on the prompts it was trained on
 * @param sampledTokens sampled for training, in all
 */
record RunFigures(
        double zeroAdvantage,
        double solvedNone,
        double solvedAll,
        Measured heldOut,
        Measured training,
        double sampledTokens) {
    /**
     * A policy on some prompts, sampled.
     *
     * @param accuracy share of right responses, 0..1
     * @param hard the same on the prompts that were hard for the starting policy; NaN if none was
     * @param tokens mean response length
     */
    record Measured(double accuracy, double hard, double tokens) {}
}
