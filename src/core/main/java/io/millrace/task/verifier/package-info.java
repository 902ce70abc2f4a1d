/**
 * Tasks for data sets, graded by one of the verifiers in {@code task.verifiers}: mathematics, choices, text and others.
 *
 * <p>The verifiers themselves are in {@code io.millrace.verify}. Start at {@link io.millrace.task.verifier.VerifierTask}.
 */
@NullMarked
package io.millrace.task.verifier;

import org.jspecify.annotations.NullMarked;
