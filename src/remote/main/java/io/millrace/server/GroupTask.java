package io.millrace.server;

import io.millrace.model.Response;
import io.millrace.policy.SamplingRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A group being sampled, in one part or several. Guarded by the fleet's lock, except its future. */
final class GroupTask {
    final SamplingRequest request;
    final long deadline;
    final CompletableFuture<List<Response>> result = new CompletableFuture<>();
    final List<Part> parts = new ArrayList<>();
    private final @Nullable Response[] responses;
    private int missing;

    /** The replica that samples it, so that the keys and values of its prompt are computed once. */
    @Nullable
    Replica home;

    boolean ended;

    /**
     * @param deadline time at which it fails, on the clock of the engine, in nanoseconds
     * @param largest maximum number of samples in a part
     */
    GroupTask(SamplingRequest request, long deadline, int largest) {
        this.request = request;
        this.deadline = deadline;
        responses = new Response[request.samples()];
        missing = request.samples();
        for (int from = 0; from < request.samples(); from += largest) {
            parts.add(new Part(this, from, Math.min(largest, request.samples() - from)));
        }
    }

    /** Time left until the deadline, at least 1 ns. */
    Duration left(long now) {
        return Duration.ofNanos(Math.max(1, deadline - now));
    }

    /** Adds the responses of a part; true if none is missing any more. */
    boolean add(Part part, List<Response> sampled) {
        for (int i = 0; i < sampled.size(); i++) {
            responses[part.from + i] = sampled.get(i);
        }
        missing -= sampled.size();
        return missing == 0;
    }

    List<Response> responses() {
        return List.copyOf(Arrays.asList(responses));
    }

    /** Samples of a group that are requested together. */
    static final class Part {
        final GroupTask group;
        final int from;
        final int samples;
        final List<Attempt> attempts = new ArrayList<>();
        int retries;
        int resampled;
        boolean done;

        @Nullable
        Replica avoid;

        Part(GroupTask group, int from, int samples) {
            this.group = group;
            this.from = from;
            this.samples = samples;
        }

        /** Maximum number of tokens that it can have. */
        long tokens() {
            return (long) samples * group.request.sampling().maxTokens();
        }
    }

    /** One request for a part, on one replica. */
    static final class Attempt {
        final Part part;
        final Replica replica;
        final boolean hedge;
        Http.@Nullable Sent sent;
        boolean cancelled;

        Attempt(Part part, Replica replica, boolean hedge) {
            this.part = part;
            this.replica = replica;
            this.hedge = hedge;
        }
    }
}
