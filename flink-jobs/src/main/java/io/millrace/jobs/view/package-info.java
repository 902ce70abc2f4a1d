/**
 * State of a run: its published channels, its results and, if it runs in this process, its live metrics,
 * kept in bounded memory for the dashboard.
 *
 * <p>Start with {@link io.millrace.jobs.view.RunFollower}, which reads a run, and {@link io.millrace.jobs.view.RunView}, which holds
 * the data. Nothing here writes to a run's folder or depends on HTTP.
 */
@NullMarked
package io.millrace.jobs.view;

import org.jspecify.annotations.NullMarked;
