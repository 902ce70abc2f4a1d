/**
 * Verifiers: whether an answer is right. What it earns is up to the tasks.
 *
 * <p>Start at {@link io.millrace.verify.math.MathVerifier}.
 */
@NullMarked
package io.millrace.verify;

import org.jspecify.annotations.NullMarked;
