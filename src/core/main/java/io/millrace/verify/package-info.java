/**
 * Verifiers decide whether a response is correct. Tasks decide how it is rewarded.
 *
 * <p>A {@link io.millrace.verify.Verifier} judges whole responses; most of them find the answer ({@link
 * io.millrace.verify.Extraction}) and compare it with the prompt's truths ({@link io.millrace.verify.Comparison}). The records that
 * implement {@link io.millrace.verify.VerifierType} are the types of the list {@code task.verifiers}; each creates its verifier
 * and is in the same subpackage, which this package does not depend on. Start at {@link io.millrace.verify.Verifier}.
 */
@NullMarked
package io.millrace.verify;

import org.jspecify.annotations.NullMarked;
