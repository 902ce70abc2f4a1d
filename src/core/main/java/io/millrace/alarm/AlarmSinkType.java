package io.millrace.alarm;

import io.millrace.plugin.Extension;

/**
 * A sink of the list {@code alarms.sinks} with its options: a record that is registered in a file {@code
 * META-INF/services/io.millrace.alarm.AlarmSinkType}.
 */
public interface AlarmSinkType extends Extension {
    /** Creates the sink; nothing is sent yet. */
    AlarmSink open(AlarmSinkContext context);
}
