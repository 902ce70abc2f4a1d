package io.millrace.jobs.compare;

/**
 * What one run came to.
 *
 * @param zeroAdvantage share of groups that taught nothing, over all steps, 0..1
 * @param solvedNone share of groups without a right response, 0..1
 * @param solvedAll share of groups with right responses only, 0..1
 * @param accuracy held-out, sampled, 0..1
 * @param hardAccuracy the same on the hard prompts; NaN if none is
 * @param tokens mean held-out response length
 * @param sampledTokens sampled for training, in all
 */
record RunFigures(
        double zeroAdvantage,
        double solvedNone,
        double solvedAll,
        double accuracy,
        double hardAccuracy,
        double tokens,
        double sampledTokens) {}
