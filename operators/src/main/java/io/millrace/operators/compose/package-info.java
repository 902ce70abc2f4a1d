/**
 * Stage 5, by shard: visits that end together become a minibatch.
 *
 * <p>Start at {@link io.millrace.operators.compose.ComposeFunction}.
 */
@NullMarked
package io.millrace.operators.compose;

import org.jspecify.annotations.NullMarked;
