/**
 * Reports of a run for people and programs, as pure functions from numbers to text.
 *
 * <p>Nothing is measured here. Start at {@link io.millrace.report.Progress} for a running job, {@link
 * io.millrace.report.RunReport} for a finished one.
 */
@NullMarked
package io.millrace.report;

import org.jspecify.annotations.NullMarked;
