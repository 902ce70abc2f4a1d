package io.millrace.verify.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The verifier's clock and waits, replaceable so that tests need not wait. */
interface Time {
    /** A monotonic clock, in nanoseconds. */
    long nanos();

    /**
     * Waits.
     *
     * @param end ends the wait early
     * @return whether {@code end} was reached
     */
    boolean ended(CountDownLatch end, Duration wait) throws InterruptedException;

    /** Real waits, with a given clock in nanoseconds. */
    static Time of(LongSupplier clock) {
        return new Time() {
            @Override
            public long nanos() {
                return clock.getAsLong();
            }

            @Override
            public boolean ended(CountDownLatch end, Duration wait) throws InterruptedException {
                return end.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }
}
