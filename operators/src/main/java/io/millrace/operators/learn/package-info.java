/**
 * Stage 6: one optimizer step for each round, and one more for each compensation batch in it, exactly once.
 *
 * <p>Start at {@link io.millrace.operators.learn.LearnFunction}.
 */
@NullMarked
package io.millrace.operators.learn;

import org.jspecify.annotations.NullMarked;
