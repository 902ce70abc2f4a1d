package io.millrace.torch.sample;

import io.millrace.model.PolicyException;
import io.millrace.policy.ScoringRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A request for scores that is queued or being computed. Its future may complete on any thread. */
final class ScoreTask {
    final ScoringRequest request;
    final CompletableFuture<List<float[][]>> future = new CompletableFuture<>();
    private final Executor callbacks;

    ScoreTask(ScoringRequest request, Executor callbacks) {
        this.request = request;
        this.callbacks = callbacks;
    }

    void finish(List<float[][]> scores) {
        callbacks.execute(() -> future.complete(scores));
    }

    void fail(PolicyException cause) {
        callbacks.execute(() -> future.completeExceptionally(cause));
    }
}
