/**
 * Checks and preparations before a job starts: data, starting policy, identity of the run, requirements of the methods.
 *
 * <p>Start at {@link io.millrace.jobs.start.Inputs}.
 */
@NullMarked
package io.millrace.jobs.start;

import org.jspecify.annotations.NullMarked;
