package io.millrace.policy;

/**
 * Capabilities of an engine. Its kind declares them before an engine is opened, and {@code PolicyEngineContract} tests that every
 * engine has the capabilities that it declares.
 *
 * @param learns whether it samples with the weights of a policy version, so that training changes its responses; otherwise nothing
 *     is trained or measured
 * @param replays whether it returns recorded responses, and so cannot answer new prompts
 * @param scores whether it computes log-probabilities of given tokens ({@link PolicyEngine#score})
 * @param exactEntropies whether responses carry the exact entropy of each token
 * @param seededNoise whether a repeated request on the same weights uses the same noise, and so gives the same response except for
 *     rounding
 * @param stopsByToken whether a response ends with the first of the request's stop ids
 */
public record EngineCapabilities(
        boolean learns,
        boolean replays,
        boolean scores,
        boolean exactEntropies,
        boolean seededNoise,
        boolean stopsByToken) {}
