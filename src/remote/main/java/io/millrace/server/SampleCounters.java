package io.millrace.server;

import io.millrace.model.Response;
import io.millrace.policy.EngineStatistics;
import io.millrace.policy.SamplingRequest;
import java.util.List;
import java.util.function.LongSupplier;

/** Counts of the samples of an engine. Guarded by the fleet's lock. */
final class SampleCounters {
    private final LongSupplier nanos;
    private long promptTokens;
    private long responses;
    private long responseTokens;
    private long busy;
    private long busySince;
    private int running;

    SampleCounters(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Counts samples that are now in progress. */
    void begin(int samples) {
        if (running == 0) {
            busySince = nanos.getAsLong();
        }
        running += samples;
    }

    /** Counts samples that are no longer in progress. */
    void end(int samples) {
        running -= samples;
        if (running == 0) {
            busy += nanos.getAsLong() - busySince;
        }
    }

    /** Counts the responses of a part of a group. */
    void sampled(List<Response> sampled, Replica replica) {
        long tokens = sampled.stream().mapToLong(Response::length).sum();
        replica.responses += sampled.size();
        replica.responseTokens += tokens;
        responseTokens += tokens;
        responses += sampled.size();
    }

    /** Counts a group that has all its responses. */
    void finished(SamplingRequest request) {
        promptTokens += request.prompt().size();
    }

    /** @param queued number of parts that wait for a replica */
    EngineStatistics statistics(int queued) {
        long now = running == 0 ? 0 : nanos.getAsLong() - busySince;
        return new EngineStatistics(promptTokens, responseTokens, responses, queued, running, busy + now);
    }
}
