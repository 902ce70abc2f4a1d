/**
 * Running a job on one machine: its folder, its embedded cluster, its progress, its report.
 *
 * <p>Start at {@link io.millrace.jobs.run.LocalRun}.
 */
@NullMarked
package io.millrace.jobs.run;

import org.jspecify.annotations.NullMarked;
