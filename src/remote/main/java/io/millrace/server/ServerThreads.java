package io.millrace.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of an engine.
 *
 * @param timer runs what is due, without waiting in it
 * @param workers read replies
 * @param tasks run tests and updates of servers, which wait for replies
 */
record ServerThreads(ScheduledThreadPoolExecutor timer, ExecutorService workers, ExecutorService tasks) {
    private static final int WORKERS = 2;
    private static final long IDLE_SECONDS = 5;

    static ServerThreads start() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads("millrace-servers-timer"));
        timer.setRemoveOnCancelPolicy(true);
        return new ServerThreads(timer, readers(), Executors.newCachedThreadPool(threads("millrace-servers-update")));
    }

    /** Never shut down, since the HTTP client's last tasks would be rejected with stack traces; idle threads end. */
    private static ExecutorService readers() {
        ThreadPoolExecutor readers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("millrace-servers"));
        readers.allowCoreThreadTimeOut(true);
        return readers;
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + count.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Runs a task after a pause; never, if the engine is closed before. */
    Future<?> later(Runnable task, Duration pause) {
        try {
            return timer.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Ends what is scheduled and running. */
    void stop() {
        timer.shutdownNow();
        tasks.shutdownNow();
    }
}
