/**
 * The metric catalogue: every figure that Millrace shows, with its unit and what a bad value looks like.
 *
 * <p>Start at {@link io.millrace.metric.Metric}.
 */
@NullMarked
package io.millrace.metric;

import org.jspecify.annotations.NullMarked;
