/** The rules that alarms judge by, each a record with its options. A new one is a record and a line of registration. */
@NullMarked
package io.millrace.alarm.rule;

import org.jspecify.annotations.NullMarked;
