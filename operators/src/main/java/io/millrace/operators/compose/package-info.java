/**
 * Stage 5, keyed by shard: composes the visits that end together into the minibatches of a round.
 *
 * <p>Start at {@link io.millrace.operators.compose.ComposeFunction}.
 */
@NullMarked
package io.millrace.operators.compose;

import org.jspecify.annotations.NullMarked;
