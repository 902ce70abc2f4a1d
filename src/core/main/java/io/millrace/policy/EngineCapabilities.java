package io.millrace.policy;

/**
 * What an engine can do. Its kind declares them before an engine is opened, and {@code PolicyEngineContract} holds every engine to
 * what it declares.
 *
 * @param learns whether it samples by weights that a version brings, so that training changes what it says; without, nothing is
 *     trained or measured
 * @param replays whether it gives recorded responses, and so cannot be asked anything new
 * @param scores whether it gives log-probabilities of given tokens ({@link PolicyEngine#score})
 * @param exactEntropies whether responses carry the exact entropy of each token
 * @param seededNoise whether a request that is repeated on the same weights draws by the same noise, and so gives the same
 *     response but for rounding
 * @param stopsByToken whether a response ends with the first of the request's stop ids
 */
public record EngineCapabilities(
        boolean learns,
        boolean replays,
        boolean scores,
        boolean exactEntropies,
        boolean seededNoise,
        boolean stopsByToken) {}
