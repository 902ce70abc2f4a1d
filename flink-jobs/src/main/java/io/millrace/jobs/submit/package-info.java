/**
 * Jobs for an external cluster: the entry point for {@code flink run} and for Flink's application mode.
 *
 * <p>Start at {@link io.millrace.jobs.submit.SubmitJob}. Local execution does not belong here.
 */
@NullMarked
package io.millrace.jobs.submit;

import org.jspecify.annotations.NullMarked;
