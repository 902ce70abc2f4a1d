/**
 * Evaluation of a policy on held-out prompts.
 *
 * <p>Nothing here trains. Start at {@link io.millrace.eval.Evaluator}.
 */
@NullMarked
package io.millrace.eval;

import org.jspecify.annotations.NullMarked;
