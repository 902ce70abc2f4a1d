package io.millrace.verify.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Time as the verifier sees it, so that tests need not wait. */
interface Time {
    /** A clock that only goes forward, in nanoseconds. */
    long nanos();

    /**
     * Waits.
     *
     * @param end cuts the wait short
     * @return whether it has come to the end
     */
    boolean ended(CountDownLatch end, Duration wait) throws InterruptedException;

    /** The time of a clock, in nanoseconds, with waits that are real. */
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
