/**
 * Stage 6: one optimizer step for each minibatch, exactly once.
 *
 * <p>Start at {@link io.millrace.operators.learn.LearnFunction}.
 */
@NullMarked
package io.millrace.operators.learn;

import org.jspecify.annotations.NullMarked;
