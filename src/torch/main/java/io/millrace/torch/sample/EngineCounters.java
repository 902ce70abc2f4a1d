package io.millrace.torch.sample;

import io.millrace.policy.EngineStatistics;
import io.millrace.torch.sample.DecodeBatch.Join;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The engine's counters, written by its thread and read by any thread. */
final class EngineCounters {
    private final LongSupplier nanoTime;
    private final AtomicLong promptTokens = new AtomicLong();
    private final AtomicLong responseTokens = new AtomicLong();
    private final AtomicLong responses = new AtomicLong();
    private final AtomicLong busyNanos = new AtomicLong();
    private volatile int running;
    private long begun;

    EngineCounters(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void begin() {
        begun = nanoTime.getAsLong();
    }

    /** Nanoseconds since {@link #begin}. */
    long elapsed() {
        return nanoTime.getAsLong() - begun;
    }

    void end(int rows) {
        running = rows;
        busyNanos.addAndGet(elapsed());
    }

    void prefilled(List<Join> joins) {
        promptTokens.addAndGet(
                joins.stream().mapToLong(join -> join.prompt().length).sum());
    }

    void drawn(int tokens) {
        responseTokens.addAndGet(tokens);
    }

    void finished() {
        responses.incrementAndGet();
    }

    EngineStatistics statistics(int queued) {
        return new EngineStatistics(
                promptTokens.get(), responseTokens.get(), responses.get(), queued, running, busyNanos.get());
    }
}
