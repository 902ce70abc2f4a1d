package io.millrace.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Threads for work that mostly waits for other machines: made as they are needed, gone when there is nothing to wait for. */
final class WaitingThreads implements AutoCloseable {
    /** A bound for memory, not for other machines: those have bounds of their own. */
    private static final int MOST = 256;

    private static final int IDLE_SECONDS = 30;

    private final AtomicInteger unfinished = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "grade");
                thread.setDaemon(true);
                return thread;
            });

    WaitingThreads() {
        threads.allowCoreThreadTimeOut(true);
    }

    /** Begins a work; whatever it throws, an error too, is its result. */
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

    /** Works that have begun, or wait for a thread. */
    int unfinished() {
        return unfinished.get();
    }

    /** Interrupts what is under way; what has not begun never will. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
