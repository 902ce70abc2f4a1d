package io.millrace.verify.http;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only in waits, and then immediately. */
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

    /** The waits, in order. */
    List<Duration> waits() {
        return List.copyOf(waits);
    }

    /** The sum of all waits. */
    Duration waited() {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
