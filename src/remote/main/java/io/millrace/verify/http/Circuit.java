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
 * The circuit breaker of a server: after a number of consecutive failures it opens and nothing is sent; after a pause
 * it lets one request through and closes if that succeeds. Logs once when it opens and once when it closes.
 */
final class Circuit {
    private static final Logger LOG = LoggerFactory.getLogger(Circuit.class);
    private static final Duration SLOW_CALLS_DISABLED = Duration.ofDays(365);

    /** Minimum wait of the other requests while one probes the server. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final String who;
    private final CircuitConfig config;
    private final LongSupplier nanos;
    private final CircuitBreaker breaker;
    private volatile long opened;
    private volatile long nextTry;
    private volatile String last = "";

    /**
     * @param who prefix of its log messages
     * @param nanos a monotonic clock, in nanoseconds
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
                        .slowCallDurationThreshold(SLOW_CALLS_DISABLED)
                        .waitDurationInOpenState(config.pause())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(new NanoClock(nanos))
                        .currentTimestampFunction(clock -> nanos.getAsLong(), TimeUnit.NANOSECONDS)
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> onTransition(event.getStateTransition()));
    }

    /**
     * Acquires permission to send a request; the outcome must be reported by {@link #onSuccess}, {@link #onFailure} or
     * {@link #release}.
     */
    boolean tryAcquire() {
        return breaker.tryAcquirePermission();
    }

    /** Reports that the server works. */
    void onSuccess() {
        breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    }

    /** Reports that the server failed. */
    void onFailure(RequestFailedException why) {
        last = why.reason();
        breaker.onError(0, TimeUnit.NANOSECONDS, why);
    }

    /** Returns the permission of a request that neither succeeded nor failed, for instance because it was cancelled. */
    void release() {
        breaker.releasePermission();
    }

    boolean closed() {
        return breaker.getState() == State.CLOSED;
    }

    /** Time until permission may be granted again, above 0. */
    Duration timeUntilNextAttempt() {
        Duration left = Duration.ofNanos(nextTry - nanos.getAsLong()).plusMillis(1);
        return left.compareTo(POLL_INTERVAL) > 0 ? left : POLL_INTERVAL;
    }

    /** Describes the open circuit; rounded to seconds, so that many verdicts have the same reason. */
    String state() {
        return "circuit open after %d failures in a row, the last: %s; next try in %.0f s"
                .formatted(config.failures(), last, Math.max(0, (nextTry - nanos.getAsLong()) / 1e9));
    }

    private void onTransition(StateTransition transition) {
        if (transition.getToState() == State.OPEN) {
            nextTry = nanos.getAsLong() + config.pause().toNanos();
        }
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            opened = nanos.getAsLong();
            LOG.warn(
                    "{}: {}; responses wait up to {} ms for it",
                    who,
                    state(),
                    config.patience().toMillis());
        } else if (transition == StateTransition.HALF_OPEN_TO_CLOSED) {
            LOG.info("{}: responds again after {} s", who, (nanos.getAsLong() - opened) / 1_000_000_000);
        }
    }

    /** Adapts the monotonic clock to a {@link Clock}. */
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
