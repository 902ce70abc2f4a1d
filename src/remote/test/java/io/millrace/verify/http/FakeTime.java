package io.millrace.verify.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only where somebody waits, and then at once. */
final class FakeTime implements Time {
    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public boolean ended(CountDownLatch end, Duration wait) {
        waits.add(wait);
        nanos.addAndGet(wait.toNanos());
        return end.getCount() == 0;
    }

    /** What was waited for, in order. */
    List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** All waits together. */
    Duration waited() {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
