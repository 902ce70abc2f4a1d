package io.millrace.alarm.sink;

import io.millrace.alarm.AlarmSink;
import io.millrace.alarm.AlarmSinkContext;
import io.millrace.alarm.AlarmSinkType;

/** Prints each alarm above the progress of the run. */
public record Console() implements AlarmSinkType {
    @Override
    public AlarmSink open(AlarmSinkContext context) {
        return alarm -> context.console().accept(alarm.text());
    }
}
