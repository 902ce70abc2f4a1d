/**
 * Recorded responses of other models, replayed as if they were sampled.
 *
 * <p>Start at {@link io.millrace.trace.TraceEngine}.
 */
@NullMarked
package io.millrace.trace;

import org.jspecify.annotations.NullMarked;
