/**
 * Stage 1: prompts flow in without end, in seeded random epochs, from an exact position.
 *
 * <p>Start at {@link io.millrace.operators.prompts.PromptSource}.
 */
@NullMarked
package io.millrace.operators.prompts;

import org.jspecify.annotations.NullMarked;
