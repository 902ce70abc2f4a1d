/** Built-in sinks of alarms; that for HTTP is in {@code src/remote}. */
@NullMarked
package io.millrace.alarm.sink;

import org.jspecify.annotations.NullMarked;
