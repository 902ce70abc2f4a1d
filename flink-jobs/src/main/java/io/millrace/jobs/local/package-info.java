/**
 * A run on one machine: the embedded job, its progress and its report.
 *
 * <p>Start at {@link io.millrace.jobs.local.LocalRun}.
 */
@NullMarked
package io.millrace.jobs.local;

import org.jspecify.annotations.NullMarked;
