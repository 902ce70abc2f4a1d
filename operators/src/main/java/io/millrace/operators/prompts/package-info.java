/**
 * Stage 1: an endless stream of prompts in seeded random epochs, resumable from an exact position.
 *
 * <p>Start at {@link io.millrace.operators.prompts.PromptSource}.
 */
@NullMarked
package io.millrace.operators.prompts;

import org.jspecify.annotations.NullMarked;
