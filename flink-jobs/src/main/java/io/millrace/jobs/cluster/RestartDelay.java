package io.millrace.jobs.cluster;

import java.time.Duration;

/**
 * Delay before a process that has died is restarted: none at first, then doubling from one second while the process
 * keeps dying soon after its start.
 */
final class RestartDelay {
    private static final long FIRST = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST = Duration.ofSeconds(30).toNanos();

    private long delay;
    private long lastStart;
    private boolean startedBefore;

    /** @param now current time of a monotonic clock, in nanoseconds */
    boolean over(long now) {
        return !startedBefore || now - lastStart >= delay;
    }

    /** Called when the process is started. */
    void started(long now) {
        boolean diedSoon = startedBefore && now - lastStart < delay + LONGEST;
        delay = diedSoon ? Math.min(LONGEST, Math.max(FIRST, 2 * delay)) : 0;
        lastStart = now;
        startedBefore = true;
    }
}
