/**
 * Reasoning in miniature: chains of small sums that are solved step by step between think tags, with mistakes, re-checks and
 * more thinking than is needed, so that what the methods do to thinking can be seen on two cores.
 *
 * <p>A {@link io.millrace.task.reason.Problem} is the text of a prompt, {@link io.millrace.task.reason.TraceWriter} writes the
 * traces that a policy is taught with, {@link io.millrace.task.reason.Trace} reads thinking back. Nothing of rewards for length
 * or modes. Start at {@link io.millrace.task.reason.ReasonTask}.
 */
@NullMarked
package io.millrace.task.reason;

import org.jspecify.annotations.NullMarked;
