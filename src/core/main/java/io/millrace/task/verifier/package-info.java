/**
 * Tasks whose answers a verifier of the list {@code task.verifiers} judges, from data sets: mathematics, choices, text and
 * others.
 *
 * <p>How answers are judged is in {@code io.millrace.verify}. Start at {@link io.millrace.task.verifier.VerifierTask}.
 */
@NullMarked
package io.millrace.task.verifier;

import org.jspecify.annotations.NullMarked;
