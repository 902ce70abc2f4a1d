package io.millrace.verify.http;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a server alone that keeps failing: after some failures in a row the circuit opens and nothing is sent; after a pause one
 * request tries, and closes it if it goes well. Tells the log once that it opens, and once that it closes.
 */
final class Circuit {
    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
    private static final Duration NEVER_SLOW = Duration.ofDays(365);

    /** Others wait this long for the one that tries, at least. */
    private static final Duration LOOK = Duration.ofMillis(200);

    private final String who;
    private final CircuitConfig config;
    private final LongSupplier nanos;
    private final CircuitBreaker breaker;
    private volatile long opened;
    private volatile long nextTry;
    private volatile String last = "";

    /**
     * @param who begins its messages
     * @param nanos a clock that only goes forward
     */
    Circuit(String who, CircuitConfig config, LongSupplier nanos) {
        this.who = who;
        this.config = config;
        this.nanos = nanos;
        breaker = CircuitBreaker.of(
                who,
                CircuitBreakerConfig.custom()
                        .slidingWindow(config.failures(), config.failures(), SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(100)
                        .slowCallDurationThreshold(NEVER_SLOW)
                        .waitDurationInOpenState(config.pause())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(new NanoClock(nanos))
                        .currentTimestampFunction(clock -> nanos.getAsLong(), TimeUnit.NANOSECONDS)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> turned(event.getStateTransition()));
    }

    /** Whether a request may be sent; what becomes of it is told by {@link #went} or {@link #failed}. */
    boolean mayTry() {
        return breaker.tryAcquirePermission();
    }

    /** The server is well. */
    void went() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** The server is not. */
    void failed(RequestFailedException why) {
        last = why.reason();
        breaker.onError(0, TimeUnit.NANOSECONDS, why);
    }

    /** Whether what was asked for came to nothing in itself: neither of the two. */
    void gaveUp() {
        breaker.releasePermission();
    }

    boolean closed() {
        return breaker.getState() == State.CLOSED;
    }

    /** Time until it is worth asking again whether a request may be sent, above 0. */
    Duration untilNextTry() {
        Duration left = Duration.ofNanos(nextTry - nanos.getAsLong()).plusMillis(1);
        return left.compareTo(LOOK) > 0 ? left : LOOK;
    }

    /** What there is to say while it is open; to the second, so that many verdicts say the same. */
    String state() {
        return "circuit open after %d failures in a row, the last: %s; next try in %.0f s"
                .formatted(config.failures(), last, Math.max(0, (nextTry - nanos.getAsLong()) / 1e9));
    }

    private void turned(StateTransition transition) {
        if (transition.getToState() == State.OPEN) {
            nextTry = nanos.getAsLong() + config.pause().toNanos();
        }
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            opened = nanos.getAsLong();
            LOG.warn(
                    "{}: {}; what it should judge waits up to {} ms for it",
                    who,
                    state(),
                    config.patience().toMillis());
        } else if (transition == StateTransition.HALF_OPEN_TO_CLOSED) {
            LOG.info("{}: answers again, after {} s", who, (nanos.getAsLong() - opened) / 1_000_000_000);
        }
    }

    /** What only goes forward, as a clock. */
    private static final class NanoClock extends Clock {
        private final LongSupplier nanos;

        NanoClock(LongSupplier nanos) {
            this.nanos = nanos;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanos.getAsLong());
        }
    }
}
