/**
 * Judges a run while it trains: {@link io.millrace.jobs.watch.AlarmWatch} reads the published records and sends alarms. It runs
 * in the process that shows the run and not in the job: a stream that is stuck cannot report this itself, and a sink that fails
 * must not fail the job.
 */
@NullMarked
package io.millrace.jobs.watch;

import org.jspecify.annotations.NullMarked;
