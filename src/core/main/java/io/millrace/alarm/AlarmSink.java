package io.millrace.alarm;

import java.io.IOException;

/** Receives alarms that fire or resolve. Used by one thread. */
public interface AlarmSink {
    /**
     * Sends an alarm.
     *
     * @param alarm FIRING or RESOLVED
     * @throws IOException if it could not be sent; it is in the run's channel of alarms all the same
     */
    void send(Alarm alarm) throws IOException;
}
