package io.millrace.policy;

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

    /** What the engine has done since it started. */
    EngineStatistics statistics();

    @Override
    void close();
}
