package io.millrace.policy;

/**
 * An engine's counters since its start.
 *
 * @param promptTokens prompt tokens processed
 * @param responseTokens response tokens sampled
 * @param responses responses finished
 * @param queued requests not yet started
 * @param running responses being decoded
 * @param busyNanos time spent computing, in nanoseconds
 */
public record EngineStatistics(
        long promptTokens, long responseTokens, long responses, int queued, int running, long busyNanos) {}
