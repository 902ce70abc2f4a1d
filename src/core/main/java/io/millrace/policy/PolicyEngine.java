package io.millrace.policy;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Tokens in, tokens out. One engine serves all subtasks of a JVM; every method may be called from any thread.
 *
 * <p>Weights change between decode steps: a response that was under way goes on with the new ones, and its {@link
 * io.millrace.model.VersionSpan}s say so.
 */
public interface PolicyEngine extends AutoCloseable {
    /** What this engine can do; constant over its life. */
    EngineInfo info();

    /**
     * Makes a version's weights the current ones. Returns once every later decode step uses them.
     *
     * @throws PolicyException if the version cannot be read or does not fit the engine's model; the current weights stay
     */
    void load(PolicyVersion version);

    /**
     * Samples a group. Never blocks for longer than it takes to queue the request.
     *
     * @return completes with {@code request.samples()} responses by sample index, or exceptionally with {@link
     *     PromptTooLongException} or {@link PolicyException}; cancelling it frees the engine's slots
     */
    CompletableFuture<List<Response>> sample(SamplingRequest request);

    /**
     * How likely given tokens are to come next at places in given texts, by the current weights at temperature 1. Never blocks
     * for longer than it takes to queue the request.
     *
     * @return by text, place and candidate, natural logarithms in nats; exceptionally with {@link PolicyException}, at once from
     *     an engine that cannot do this
     */
    default CompletableFuture<List<float[][]>> score(ScoringRequest request) {
        return CompletableFuture.failedFuture(new PolicyException(
                "prompt %s: engine %s must give log-probabilities of given tokens, cannot; name a reflection model that the embedded engine runs"
                        .formatted(request.queryId(), info().name())));
    }

    /** What the engine has done since it started. */
    EngineStatistics statistics();

    @Override
    void close();
}
