package io.millrace.agent;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Threads of environments and tools, created on demand and ended when idle. */
final class AgentThreads implements AutoCloseable {
    private static final int IDLE_SECONDS = 30;

    private final LongSupplier nanos;
    private final ThreadPoolExecutor steps;
    private final ThreadPoolExecutor calls;

    /**
     * @param most maximum number of environments that act at once, at least 1
     * @param nanos monotonic clock, in nanoseconds
     */
    AgentThreads(int most, LongSupplier nanos) {
        this.nanos = nanos;
        steps = pool("environment", most);
        calls = pool(
                "tool", most); // Of their own: a step that waits for its call must not take the thread of the call.
    }

    private static ThreadPoolExecutor pool(String name, int most) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /** Starts a tool call. */
    <T> Future<T> submit(Callable<T> call) {
        return calls.submit(call);
    }

    /** Starts a step of an environment; cancelling the future interrupts it. */
    <T> CompletableFuture<T> start(Callable<T> step) {
        return start(step, value -> {});
    }

    /**
     * Starts a step of an environment; cancelling the future interrupts it.
     *
     * @param unclaimed receives a value that comes too late, so that it can be released
     */
    <T> CompletableFuture<T> start(Callable<T> step, Consumer<T> unclaimed) {
        CompletableFuture<T> result = new CompletableFuture<>();
        AtomicBoolean ended = new AtomicBoolean();
        Future<?> running = steps.submit(() -> {
            try {
                T value = step.call();
                ended.set(true);
                if (!result.complete(value)) {
                    unclaimed.accept(value);
                }
            } catch (Throwable e) { // Whatever it is, it must not be lost.
                ended.set(true);
                result.completeExceptionally(e);
            }
        });
        result.whenComplete((value, failure) -> {
            if (!ended.get()) {
                running.cancel(true);
            }
        });
        return result;
    }

    /** Interrupts everything that runs and drops the rest. */
    @Override
    public void close() {
        steps.shutdownNow();
        calls.shutdownNow();
    }
}
