/**
 * Jobs for a cluster that somebody else has started: an entry point for {@code flink run} and for Flink's application mode.
 *
 * <p>Start at {@link io.millrace.jobs.submit.SubmitJob}. What runs inside this process does not belong here.
 */
@NullMarked
package io.millrace.jobs.submit;

import org.jspecify.annotations.NullMarked;
