/**
 * Verifiers: whether a response is right. What it earns is up to the tasks.
 *
 * <p>A {@link io.millrace.verify.Verifier} judges whole responses; most of them find the answer ({@link
 * io.millrace.verify.Extraction}) and compare it with the prompt's truths ({@link io.millrace.verify.Comparison}). The records
 * that implement {@link io.millrace.verify.VerifierType} are the types of the list {@code task.verifiers}; each makes its verifier, and
 * lives beside it in a package below, of which nothing is known here. Start at {@link io.millrace.verify.Verifier}.
 */
@NullMarked
package io.millrace.verify;

import org.jspecify.annotations.NullMarked;
