/**
 * Alarms: rules judge samples of graded responses, optimizer steps and the health of the stream; {@link
 * io.millrace.alarm.AlarmTracker} turns judgements into alarms that are pending, firing or resolved, and sinks send them. The
 * rules are in {@code alarm.rule}; a rule or a sink is one record and one line of registration.
 */
@NullMarked
package io.millrace.alarm;

import org.jspecify.annotations.NullMarked;
