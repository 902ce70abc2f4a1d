/**
 * State of a run: its published channels, its results and, for the run of this process, its live metrics,
 * kept in bounded memory for the dashboard.
 *
 * <p>Start with {@link io.millrace.jobs.view.RunFollower}, which reads, and {@link io.millrace.jobs.view.RunView}, which holds what
 * was read. Nothing here writes to a run's folder, and nothing knows of HTTP.
 */
@NullMarked
package io.millrace.jobs.view;

import org.jspecify.annotations.NullMarked;
