package io.millrace.torch.sample;

import io.millrace.model.PolicyException;
import io.millrace.model.Response;
import io.millrace.policy.SamplingRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A request in progress. Its future may complete on any thread; everything else is confined to the engine thread. */
public final class GroupTask {
    final SamplingRequest request;
    final CompletableFuture<List<Response>> future = new CompletableFuture<>();
    private final Executor callbacks;
    private final Response[] responses;
    private int joined;
    private int finished;
    private boolean failed;

    public GroupTask(SamplingRequest request, Executor callbacks) {
        this.request = request;
        this.callbacks = callbacks;
        responses = new Response[request.samples()];
    }

    /** Number of samples whose decoding has not started. */
    int waiting() {
        return request.samples() - joined;
    }

    boolean untouched() {
        return joined == 0;
    }

    int finished() {
        return finished;
    }

    /** The index of the next sample to decode. */
    int join() {
        return request.first() + joined++;
    }

    void finish(Response response) {
        responses[response.sample() - request.first()] = response;
        finished++;
        if (finished == responses.length) {
            List<Response> all = List.of(responses);
            callbacks.execute(() -> future.complete(all));
        }
    }

    void fail(PolicyException cause) {
        failed = true;
        callbacks.execute(() -> future.completeExceptionally(cause));
    }

    /** Whether the request was cancelled, timed out or failed, so that nobody waits for its result. */
    boolean abandoned() {
        return failed || future.isDone() && finished < responses.length;
    }
}
