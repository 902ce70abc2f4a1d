/**
 * Stage 2a: thinking that goes on after its result is cut, and the policy answers from there.
 *
 * <p>Start at {@link io.millrace.operators.revise.ReviseFunction}.
 */
@NullMarked
package io.millrace.operators.revise;

import org.jspecify.annotations.NullMarked;
