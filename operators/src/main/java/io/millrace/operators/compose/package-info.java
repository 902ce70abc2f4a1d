/**
 * Stage 5, by shard: visits that end together become the minibatches of a round.
 *
 * <p>Start at {@link io.millrace.operators.compose.ComposeFunction}.
 */
@NullMarked
package io.millrace.operators.compose;

import org.jspecify.annotations.NullMarked;
