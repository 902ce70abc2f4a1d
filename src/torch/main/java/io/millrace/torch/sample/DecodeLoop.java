package io.millrace.torch.sample;

import static java.util.Objects.requireNonNull;

import io.millrace.huggingface.ModelConfig;
import io.millrace.huggingface.ModelLayout;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.policy.EngineStatistics;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.ProgramSource;
import io.millrace.torch.TorchScriptProgram;
import io.millrace.torch.Weights;
import io.millrace.torch.sample.DecodeBatch.Join;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's thread: repeatedly admits requests, decodes a block, and completes the requests that have ended.
 *
 * <p>State shared with other threads is guarded by {@code lock}; batch and weights are confined to this thread.
 */
final class DecodeLoop implements AutoCloseable {
    private final Object lock = new Object();
    private final ModelLayout layout;
    private final TorchScriptProgram program;
    private final DecodeBatch batch;
    private final Admission admission;
    private final Scores scores;
    private final Deque<ScoreTask> toScore = new ArrayDeque<>();
    private final EngineCounters counters;
    private final BlockLength blockLength;
    private final Thread thread;
    private final List<Swap> swaps = new ArrayList<>();
    private PolicyVersion version;
    private Weights weights;
    private boolean closed;

    /** Weights that wait to be loaded. */
    private record Swap(PolicyVersion version, Weights weights, CompletableFuture<@Nullable Void> done) {}

    private DecodeLoop(
            PolicyVersion version, Weights weights, DjlEngineConfig config, int contextTokens, LongSupplier nanoTime) {
        this.version = version;
        this.weights = weights;
        layout = weights.layout();
        ModelConfig model = weights.config();
        EngineRuntime.enter();
        program = TorchScriptProgram.load("sampler", ProgramSource.sampler(model));
        batch = new DecodeBatch(model, program, contextTokens, config.blockSteps());
        admission = new Admission(config.batching(), config.prefillTokens());
        scores = new Scores(program, config.prefillTokens());
        counters = new EngineCounters(nanoTime);
        blockLength = new BlockLength(config);
        thread = new Thread(this::run, "millrace-engine");
        thread.setDaemon(true);
    }

    static DecodeLoop start(
            PolicyVersion version, Weights weights, DjlEngineConfig config, int contextTokens, LongSupplier nanoTime) {
        DecodeLoop loop = new DecodeLoop(version, weights, config, contextTokens, nanoTime);
        loop.thread.start();
        return loop;
    }

    ModelLayout layout() {
        return layout;
    }

    /** Queues a request; false if the engine is closed. */
    boolean submit(GroupTask task) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            admission.add(task);
            lock.notifyAll();
            return true;
        }
    }

    /** Queues a request for scores; false if the engine is closed. */
    boolean submit(ScoreTask task) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            toScore.add(task);
            lock.notifyAll();
            return true;
        }
    }

    /** Swaps in new weights and waits until they are current. */
    void swap(PolicyVersion next, Weights loaded) {
        Swap swap = new Swap(next, loaded, new CompletableFuture<>());
        synchronized (lock) {
            if (closed) {
                loaded.close();
                throw new PolicyException("version %d: engine djl is closed".formatted(next.number()));
            }
            swaps.add(swap);
            lock.notifyAll();
        }
        try {
            swap.done().join();
        } catch (CompletionException e) {
            throw new PolicyException(
                    String.valueOf(requireNonNull(e.getCause()).getMessage()), e);
        }
    }

    EngineStatistics statistics() {
        synchronized (lock) {
            return counters.statistics(admission.untouched());
        }
    }

    static PolicyException closed(String queryId) {
        return new PolicyException("prompt %s: engine djl is closed".formatted(queryId));
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            EngineRuntime.enter();
            for (List<Join> joins = await(); joins != null; joins = await()) {
                counters.begin();
                score();
                join(joins);
                step();
                guarded(() -> batch.remove(row -> row.task.abandoned()));
                counters.end(batch.size());
            }
        } finally {
            release();
        }
    }

    /** Waits for work and adopts new weights; null once closed. */
    private @Nullable List<Join> await() {
        synchronized (lock) {
            while (!closed && swaps.isEmpty() && admission.isEmpty() && toScore.isEmpty() && batch.size() == 0) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    closed = true;
                }
            }
            swaps.forEach(this::adopt);
            swaps.clear();
            return closed ? null : admission.next(batch.size());
        }
    }

    private void adopt(Swap swap) {
        weights.close();
        weights = swap.weights();
        version = swap.version();
        swap.done().complete(null);
    }

    /** Serves one score request between two blocks, so that neither kind of request starves. */
    private void score() {
        ScoreTask task;
        synchronized (lock) {
            task = toScore.poll();
        }
        if (task == null || task.future.isDone()) {
            return;
        }
        try {
            task.finish(scores.of(task.request, weights));
        } catch (RuntimeException | OutOfMemoryError e) {
            task.fail(failure(task.request.queryId(), "scored", e));
        }
    }

    private void join(List<Join> joins) {
        for (List<Join> chunk : admission.chunks(joins)) {
            try {
                batch.join(chunk, weights);
                counters.prefilled(chunk);
            } catch (RuntimeException | OutOfMemoryError e) {
                chunk.forEach(
                        join -> join.task().fail(failure(join.task().request.queryId(), "sampled", e)));
            }
        }
    }

    private void step() {
        if (batch.size() == 0) {
            return;
        }
        guarded(() -> {
            int steps = blockLength.next(batch.remaining());
            long before = counters.elapsed();
            DecodeBatch.Drawn drawn = batch.step(steps, weights, version);
            blockLength.measured(drawn.steps(), counters.elapsed() - before);
            counters.drawn(drawn.tokens());
            for (Sequence row : batch.remove(Sequence::finished)) {
                counters.finished();
                row.task.finish(row.response());
            }
        });
    }

    /**
     * A failure may have left any state behind: all rows are abandoned, and the next request starts with an empty
     * batch.
     */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            batch.clear().forEach(row -> row.task.fail(failure(row.task.request.queryId(), "sampled", e)));
        }
    }

    private static PolicyException failure(String queryId, String verb, Throwable cause) {
        return new PolicyException(
                "prompt %s: engine djl failed while the prompt was being %s: %s"
                        .formatted(queryId, verb, cause.getMessage()),
                cause);
    }

    private void release() {
        List<GroupTask> pending = new ArrayList<>();
        List<ScoreTask> unscored;
        synchronized (lock) {
            closed = true;
            unscored = List.copyOf(toScore);
            batch.clear().forEach(row -> pending.add(row.task));
            pending.addAll(admission.drain());
            swaps.forEach(swap -> {
                swap.weights().close();
                swap.done()
                        .completeExceptionally(new PolicyException("version %d: engine djl is closed"
                                .formatted(swap.version().number())));
            });
            swaps.clear();
        }
        pending.stream().distinct().forEach(task -> task.fail(closed(task.request.queryId())));
        unscored.forEach(task -> task.fail(closed(task.request.queryId())));
        batch.close();
        weights.close();
        program.close();
    }
}
