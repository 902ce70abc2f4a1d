package io.millrace.alarm.sink;

import io.millrace.alarm.AlarmSink;
import io.millrace.alarm.AlarmSinkContext;
import io.millrace.alarm.AlarmSinkType;
import org.slf4j.LoggerFactory;

/** Logs each alarm as a warning. */
public record Log() implements AlarmSinkType {
    @Override
    public AlarmSink open(AlarmSinkContext context) {
        return alarm -> LoggerFactory.getLogger(Log.class).warn("{}", alarm.text());
    }
}
