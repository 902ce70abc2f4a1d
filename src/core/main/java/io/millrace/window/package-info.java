/**
 * Distributions of graded responses in windows of event time, made of parts that can be added in any order.
 *
 * <p>A job writes parts, a reader adds those of a window. Counts and bins of the sum do not depend on how the responses were
 * divided into parts. Nothing that is trained on reads these. Start at {@link io.millrace.window.WindowStatistics}; readers of
 * channels at {@link io.millrace.window.WindowFold}.
 */
@NullMarked
package io.millrace.window;

import org.jspecify.annotations.NullMarked;
