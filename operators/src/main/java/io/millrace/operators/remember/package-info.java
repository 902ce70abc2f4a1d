/**
 * Stage 4, keyed by query: stores trajectories and statistics in keyed state.
 *
 * <p>Start at {@link io.millrace.operators.remember.RememberFunction}.
 */
@NullMarked
package io.millrace.operators.remember;

import org.jspecify.annotations.NullMarked;
