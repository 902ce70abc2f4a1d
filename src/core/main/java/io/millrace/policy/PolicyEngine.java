package io.millrace.policy;

import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Samples and scores tokens. One engine serves all subtasks of a JVM; every method may be called from any thread.
 *
 * <p>Weights change between decode steps: a response in progress continues with the new weights, and its
 * {@link io.millrace.model.VersionSpan}s record this.
 */
public interface PolicyEngine extends AutoCloseable {
    /** Properties of this engine, constant over its lifetime. */
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
     * Log-probabilities of candidate tokens at positions in given texts, under the current weights at temperature 1. Never blocks
     * for longer than it takes to queue the request.
     *
     * @return by text, position and candidate, in nats; completes exceptionally with {@link PolicyException}, immediately if the
     *     engine does not support scoring
     */
    default CompletableFuture<List<float[][]>> score(ScoringRequest request) {
        return CompletableFuture.failedFuture(new PolicyException(
                "prompt %s: engine %s cannot score given tokens; name a reflection model that the embedded engine runs"
                        .formatted(request.queryId(), info().name())));
    }

    /** Counters since the engine started. */
    EngineStatistics statistics();

    /** The servers that it samples on now; empty if it has none. */
    default List<ServerStatistics> servers() {
        return List.of();
    }

    @Override
    void close();
}
