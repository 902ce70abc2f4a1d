/**
 * The monitor as a job of its own: computes the windows of runs from the episodes that they publish, into a folder of its own.
 *
 * <p>Start at {@link io.millrace.jobs.monitor.MonitorSession}; the job is {@code io.millrace.jobs.topology.MonitorJob}.
 */
@NullMarked
package io.millrace.jobs.monitor;

import org.jspecify.annotations.NullMarked;
