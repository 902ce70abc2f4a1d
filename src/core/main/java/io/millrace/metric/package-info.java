/**
 * The metric catalogue: every figure that Millrace shows, with its unit and values that indicate a problem.
 *
 * <p>Start at {@link io.millrace.metric.Metric}.
 */
@NullMarked
package io.millrace.metric;

import org.jspecify.annotations.NullMarked;
