package io.millrace.alarm;

/** State of an alarm. */
public enum AlarmState {
    /** Beyond its bound once; not sent to sinks. */
    PENDING,
    /** Was pending, and is within its bound again without having fired; not sent to sinks. */
    CLEARED,
    /** Beyond its bound repeatedly. */
    FIRING,
    /** Has fired, and has been within its bound repeatedly since. */
    RESOLVED
}
