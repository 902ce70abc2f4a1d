/**
 * Tasks for data sets, judged by a verifier of the list {@code task.verifiers}: mathematics, choices, text and others.
 *
 * <p>The verifiers themselves are in {@code io.millrace.verify}. Start at {@link io.millrace.task.verifier.VerifierTask}.
 */
@NullMarked
package io.millrace.task.verifier;

import org.jspecify.annotations.NullMarked;
