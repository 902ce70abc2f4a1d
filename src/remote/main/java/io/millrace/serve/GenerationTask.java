package io.millrace.serve;

import io.millrace.model.Response;
import io.millrace.policy.PolicyEngine;
import io.millrace.policy.SamplingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A generation in progress. Thread-safe. */
final class GenerationTask {
    private final Generation generation;
    private final PolicyEngine engine;
    private final Noise noise;
    private final ResponseScorer scorer;
    private final CompletableFuture<List<Sampled>> result = new CompletableFuture<>();
    private final List<CompletableFuture<?>> parts = new ArrayList<>();

    GenerationTask(Generation generation, PolicyEngine engine, Noise noise, ResponseScorer scorer) {
        this.generation = generation;
        this.engine = engine;
        this.noise = noise;
        this.scorer = scorer;
    }

    String id() {
        return generation.id();
    }

    /** Completes with the responses by index. */
    CompletableFuture<List<Sampled>> result() {
        return result;
    }

    /** Requests the responses of the engine, unless it has been cancelled in the meantime. */
    void start() {
        if (result.isDone()) {
            return;
        }
        List<CompletableFuture<List<Response>>> groups = new ArrayList<>();
        try {
            for (SamplingRequest request : noise.requests(generation)) {
                groups.add(engine.sample(request));
            }
        } catch (RuntimeException e) {
            result.completeExceptionally(e); // Otherwise it would count as outstanding for ever.
        }
        synchronized (parts) {
            parts.addAll(groups);
        }
        if (result.isDone()) {
            free();
            return;
        }
        CompletableFuture.allOf(groups.toArray(CompletableFuture[]::new))
                .thenCompose(done -> scorer.score(
                        generation,
                        groups.stream().flatMap(group -> group.join().stream()).toList()))
                .whenComplete((responses, failure) -> {
                    if (failure == null) {
                        result.complete(responses);
                    } else {
                        result.completeExceptionally(failure);
                    }
                });
    }

    /** Ends it without an answer. */
    void cancel() {
        if (result.completeExceptionally(new CancellationException("the client has closed the connection"))) {
            free();
        }
    }

    /** Ends it with an answer without tokens. */
    void abort() {
        List<Sampled> none = IntStream.range(0, generation.samples())
                .mapToObj(Sampled::aborted)
                .toList();
        if (result.complete(none)) {
            free();
        }
    }

    /** Frees the engine's slots. */
    private void free() {
        List<CompletableFuture<?>> open;
        synchronized (parts) {
            open = List.copyOf(parts);
        }
        open.forEach(part -> part.cancel(true));
    }
}
