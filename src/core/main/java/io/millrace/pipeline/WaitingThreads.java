package io.millrace.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Threads for work that mostly waits for other machines, created on demand and ended when idle. */
final class WaitingThreads implements AutoCloseable {
    /** Bounds memory use. Requests to other machines have their own limits. */
    private static final int MAX_THREADS = 256;

    private static final int IDLE_SECONDS = 30;

    private final AtomicInteger unfinished = new AtomicInteger();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "grade");
                thread.setDaemon(true);
                return thread;
            });

    WaitingThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Starts a task; its result also carries whatever the task throws, errors included. */
    <T> CompletableFuture<T> start(Supplier<T> work) {
        unfinished.incrementAndGet();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.get();
                    } finally {
                        unfinished.decrementAndGet();
                    }
                },
                threads);
    }

    /** Number of tasks that are running or waiting for a thread. */
    int unfinished() {
        return unfinished.get();
    }

    /** Interrupts running tasks and discards those that have not started. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
