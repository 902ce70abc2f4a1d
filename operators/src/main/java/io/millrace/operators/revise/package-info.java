/**
 * Stage 2a: cuts thinking that continues after its result; the policy answers from there.
 *
 * <p>Start at {@link io.millrace.operators.revise.ReviseFunction}.
 */
@NullMarked
package io.millrace.operators.revise;

import org.jspecify.annotations.NullMarked;
