package io.millrace.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * The reaction to visits that wait while no new policy version appears.
 *
 * @param time time after which it happens, above 0
 * @param fails whether the visits fail: a learner in the same job must be stuck. Otherwise a warning is logged each time: a learner that
 *     is a separate job may be down for any length of time
 */
public record StallLimit(Duration time, boolean fails) {
    /** A time that never passes. */
    public static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    public StallLimit {
        requireNonNull(time, "time");
    }
}
