/**
 * Stage 4, by query: trajectories and statistics go into keyed state.
 *
 * <p>Start at {@link io.millrace.operators.remember.RememberFunction}.
 */
@NullMarked
package io.millrace.operators.remember;

import org.jspecify.annotations.NullMarked;
