/**
 * Reasoning in miniature: chains of small sums that are solved step by step between think tags, with mistakes, re-checks and more
 * thinking than needed, so that the effects of the methods on thinking can be observed on two cores.
 *
 * <p>A {@link io.millrace.task.reason.Problem} is the text of a prompt, {@link io.millrace.task.reason.TraceWriter} writes traces
 * for supervised training, {@link io.millrace.task.reason.Trace} parses thinking. Rewards for length or modes live elsewhere. Start
 * at {@link io.millrace.task.reason.ReasonTask}.
 */
@NullMarked
package io.millrace.task.reason;

import org.jspecify.annotations.NullMarked;
